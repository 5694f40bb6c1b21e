import { QueryClient } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createNames } from './names.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const answer = { items: [{ id: 'zoe', name: 'Zoe' }] }

/** Names of a server that does to each call what comes next, and then answers. */
function namesAfter(failures: Error[]) {
  const calls: string[][] = []
  const queryClient = new QueryClient()
  const names = createNames(async ({ userIds }) => {
    calls.push(userIds)
    const failure = failures.shift()
    if (failure) throw failure
    return answer
  }, queryClient)
  return { names, calls, nameOfZoe: () => names.known.get().get('zoe') }
}

test('nobody waits for a name that cannot be fetched, and it is asked for until it is answered', async () => {
  const { names, nameOfZoe } = namesAfter(Array.from({ length: 8 }, () => new Error('no answer')))
  names.ask('c', ['zoe'])
  expect(nameOfZoe()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(0)
  expect(nameOfZoe()).toBe('')
  await vi.advanceTimersByTimeAsync(300_000)
  expect(nameOfZoe()).toBe('Zoe')
})

test('a name that was refused is not asked for again by itself, but when it is wanted once more', async () => {
  const refusal = TRPCClientError.from({
    error: { code: -32004, message: '', data: { code: 'NOT_FOUND', refusal: { code: 'NOT_FOUND' } } },
  })
  const { names, calls, nameOfZoe } = namesAfter([refusal])
  names.ask('c', ['zoe'])
  await vi.advanceTimersByTimeAsync(300_000)
  expect([nameOfZoe(), calls.length]).toEqual(['', 1])
  names.ask('c', ['zoe'])
  await vi.advanceTimersByTimeAsync(0)
  expect(nameOfZoe()).toBe('Zoe')
  names.ask('c', ['zoe'])
  await vi.advanceTimersByTimeAsync(0)
  expect(calls).toHaveLength(2)
})

test('what is stopped asks for nothing more, until something is wanted again', async () => {
  const { names, calls, nameOfZoe } = namesAfter(Array.from({ length: 3 }, () => new Error('no answer')))
  names.ask('c', ['zoe'])
  await vi.advanceTimersByTimeAsync(2_000)
  names.stop()
  await vi.advanceTimersByTimeAsync(300_000)
  expect([nameOfZoe(), calls.length]).toEqual(['', 2])
  names.ask('c', ['zoe'])
  await vi.advanceTimersByTimeAsync(300_000)
  expect([nameOfZoe(), calls.length]).toEqual(['Zoe', 4])
})
