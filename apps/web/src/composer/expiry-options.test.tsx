import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { ExpiryOptions } from './expiry-options.tsx'

afterEach(cleanup)

let done = 0

function Picker() {
  const [hours, setHours] = useState<number | null>(null)
  return (
    <>
      <output>{hours}</output>
      <ExpiryOptions
        hours={hours}
        usualHours={168}
        onPick={setHours}
        onDone={() => {
          done += 1
        }}
      />
    </>
  )
}

function draw() {
  done = 0
  render(<Picker />)
  const radio = (name: string) => screen.getByRole('radio', { name })
  return { radio, chosen: () => screen.getByRole('status').textContent }
}

test('a pressed lifetime is a choice and ends it, the one chosen before too', () => {
  const { radio, chosen } = draw()
  fireEvent.click(radio('8 hours'))
  expect([chosen(), done]).toEqual(['8', 1])
  fireEvent.click(radio('8 hours'))
  expect([chosen(), done]).toEqual(['8', 2])
})

test('the arrow keys walk through the lifetimes, and Enter ends it', () => {
  const { radio, chosen } = draw()
  fireEvent.keyDown(radio('Off, it stays'), { key: 'ArrowDown' })
  fireEvent.click(radio('1 hour'))
  fireEvent.keyUp(radio('1 hour'), { key: 'ArrowDown' })
  expect([chosen(), done]).toEqual(['1', 0])
  expect(fireEvent.keyDown(radio('1 hour'), { key: 'Enter' })).toBe(false)
  expect(done).toBe(1)
})

test('Enter ends a lifetime of one’s own only where it is one', () => {
  const { radio, chosen } = draw()
  fireEvent.click(radio('Another time'))
  expect(done).toBe(0)
  const amount = screen.getByRole('textbox', { name: 'How long' })
  fireEvent.change(amount, { target: { value: '0.5' } })
  fireEvent.keyDown(amount, { key: 'Enter' })
  expect(done).toBe(0)
  fireEvent.change(amount, { target: { value: '3' } })
  fireEvent.keyDown(amount, { key: 'Enter' })
  expect([chosen(), done]).toEqual(['3', 1])
})
