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
