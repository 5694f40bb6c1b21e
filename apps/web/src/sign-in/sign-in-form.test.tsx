import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { SessionProvider } from '../session/session.tsx'
import { SignInForm } from './sign-in-form.tsx'

afterEach(cleanup)

test('the first field that is wrong has the focus', () => {
  render(
    <SessionProvider>
      <SignInForm isNew />
    </SessionProvider>,
  )
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Create account' }))
  const fill = (name: string, value: string) =>
    fireEvent.change(screen.getByLabelText(name), { target: { value } })
  const focused = () => document.activeElement?.getAttribute('name')
  press()
  expect(focused()).toBe('name')
  fill('Name', 'Ada')
  press()
  expect(focused()).toBe('email')
  fill('Email', 'ada@example.com')
  fill('Password', 'short')
  press()
  expect(focused()).toBe('password')
})
