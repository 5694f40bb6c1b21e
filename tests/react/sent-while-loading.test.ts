import './page.ts'
import { useComposer, useMessages } from '@pennypost/react'
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { holdAnswers } from '../world/hold-answers.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

test('a message that was sent while the first page was still loading stays shown, before and after an answer that does not hold it', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  await world.bob.send(conversationId, 'earlier')
  const held = holdAnswers('messages.fetch')
  const { wrapper } = sitDown(world, world.alice, { WebSocket: held.WebSocket })
  const renders: string[][] = []
  const { result } = renderHook(
    () => {
      const thread = useMessages(conversationId)
      renders.push(thread.messages.map(({ content }) => content ?? ''))
      return { composer: useComposer(conversationId), thread }
    },
    { wrapper },
  )
  await until(() => expect(result.current.composer.price).not.toBeNull())
  await until(() => expect(held.count()).toBe(1))
  act(() => result.current.composer.setDraft('hello'))
  renders.length = 0
  act(() => void result.current.composer.submit())
  await until(() => expect(result.current.thread.messages.map(({ pending }) => pending)).toEqual([null]))
  expect(result.current.thread.isSuccess).toBe(false)
  held.release()
  await until(() => expect(renders.at(-1)).toEqual(['earlier', 'hello']))
  const sinceShown = renders.slice(renders.findIndex((texts) => texts.includes('hello')))
  expect(sinceShown.filter((texts) => texts.filter((text) => text === 'hello').length !== 1)).toEqual([])
})
