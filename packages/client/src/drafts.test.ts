import { expect, test } from 'vitest'
import { createDrafts, type Draft } from './drafts.ts'
import { memoryStorage } from './storage/memory-storage.ts'
import { joinTabs } from './tabs.ts'

const draft = (text: string): Draft => ({ conversationId: 'c', text, expiry: 'default' })

test('what is typed before the kept draft has come stands below it, and takes nothing from it', async () => {
  const storage = memoryStorage()
  const kept = async () => (await storage.readAll('drafts')).get('c')
  for (const [typed, expected] of [
    ['and more', 'half a thought\nand more'],
    ['', 'half a thought'],
  ]) {
    await storage.put('drafts', 'c', { ...draft('half a thought'), expiry: 8 })
    const drafts = createDrafts(storage, joinTabs(null))
    drafts.put(draft('x'))
    drafts.put(draft(typed ?? ''))
    await drafts.keep()
    expect(drafts.all.get().get('c')?.text).toBe(expected)
    await drafts.stop()
    expect(await kept()).toEqual({ ...draft(expected ?? ''), expiry: 8 })
  }
})

test('a text is written with its key, and one that was sent is forgotten only later', async () => {
  const storage = memoryStorage()
  const asked: string[] = []
  const drafts = createDrafts(
    {
      ...storage,
      put: async (_, key) => void asked.push(`put ${key}`),
      remove: async (_, key) => void asked.push(`remove ${key}`),
    },
    joinTabs(null),
  )
  await storage.readAll('drafts')
  drafts.put(draft('a'))
  drafts.put(draft('ab'))
  expect(asked).toEqual(['put c', 'put c'])
  drafts.put(draft(''))
  await Promise.resolve()
  expect(asked).toEqual(['put c', 'put c'])
  await drafts.stop()
  expect(asked).toEqual(['put c', 'put c', 'remove c'])
})

test('what another tab has typed since is not forgotten with what was sent here', async () => {
  const storage = memoryStorage()
  const [here, there] = [joinTabs('drafts of two tabs'), joinTabs('drafts of two tabs')]
  const heard = new Promise<void>((resolve) => {
    here.listen((message) => {
      if (message.type === 'draft' && message.draft.text === 'next') resolve()
    })
  })
  const drafts = createDrafts(storage, here)
  const others = createDrafts(storage, there)
  await storage.readAll('drafts')
  drafts.put(draft('first'))
  drafts.put(draft(''))
  others.put(draft('next'))
  await heard
  await Promise.all([drafts.stop(), others.stop()])
  expect((await storage.readAll('drafts')).get('c')?.text).toBe('next')
  here.close()
  there.close()
})
