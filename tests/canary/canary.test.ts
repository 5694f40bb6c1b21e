import { expect, test } from 'vitest'
import { reportFigures, reportProgress, sizeOf, timeFor } from '../proofs/figures.ts'
import { callEverything } from './call-everything.ts'
import { dumpTables } from './dump-tables.ts'
import { RECIPES } from './recipes.ts'
import { countTexts, createScene, expireAll } from './scene.ts'

const CANARIES = sizeOf('canary', 200)

test(
  `of ${CANARIES} expired messages nothing is told by any procedure, replay, log or error, and once erased no table holds it`,
  async () => {
    await using scene = await createScene(CANARIES)
    const { world, alice, bob, probe, feeds, conversationIds } = scene
    expect(probe.find(JSON.stringify(feeds.map(({ pages }) => pages)))).not.toBeNull()
    expect(await countTexts(scene)).toBe(CANARIES)
    await expireAll(scene)
    reportProgress('canary', 1, 4)

    const heard = feeds.map(({ pages }) => pages.length)
    const sweep = await callEverything(scene)
    expect(sweep.hits).toEqual([])
    expect(Object.keys(RECIPES).filter((path) => !sweep.answered.has(path))).toEqual([])
    expect(await countTexts(scene)).toBe(CANARIES)
    for (const [index, { pages }] of feeds.entries())
      expect(probe.find(JSON.stringify(pages.slice(heard[index])))).toBeNull()
    for (const conversationId of conversationIds)
      expect(await alice.trpc.conversations.get.query({ conversationId })).toMatchObject({
        unread: 0,
        lastMessage: null,
        nextExpiryAt: null,
      })
    reportProgress('canary', 2, 4)

    await bob.signIn()
    const afterSignIn = await countTexts(scene)
    expect(afterSignIn).toBe(Math.max(0, CANARIES - 500))
    while ((await countTexts(scene)) > 0) await alice.signIn()
    reportProgress('canary', 3, 4)

    const dump = await dumpTables(world.sql)
    expect(dump.messages).toHaveLength(CANARIES)
    const inTables = Object.entries(dump).filter(([, rows]) => probe.find(rows.join('\n')) !== null)
    expect(inTables.map(([table]) => table)).toEqual([])
    const again = await callEverything(scene)
    expect(again.hits).toEqual([])
    reportFigures('canary', {
      messages: CANARIES,
      procedures: sweep.answered.size,
      calls: sweep.calls + again.calls,
      tables: Object.keys(dump).length,
      rows: Object.values(dump).flat().length,
      hits: 0,
    })
  },
  timeFor(CANARIES, 200),
)
