import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { type ProcedureKind, reflectProcedures } from '../world/reflect-procedures.ts'
import { ask } from './ask.ts'
import { CALLERS, type Caller, type Cast, gather, makeGroup } from './callers.ts'
import { type ConversationRow, findRow, type OwnRow, ROWS } from './rows.ts'

/** Every procedure of the router, found by reflection. */
const PROCEDURES = reflectProcedures()

let world: World
let cast: Cast
let foreignId: string
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  cast = await gather(world)
  const { conversation } = await cast.outsider.trpc.conversations.create.mutate({
    title: 'Foreign to all',
    participantIds: [cast.extra.id],
  })
  foreignId = conversation.id
})
afterAll(() => world[Symbol.asyncDispose]())

/** These are nobody to the server. */
const isOut = (caller: Caller) => caller === 'nobody' || caller === 'signed out' || caller === 'banned'

function call(caller: Caller, path: string, kind: ProcedureKind, input: unknown) {
  return ask(world.origin, { kind, path, input, token: cast.tokens[caller] })
}

test('every procedure has a row that says who may call it, and every row a procedure', () => {
  expect(PROCEDURES.map(({ path }) => path).filter((path) => findRow(path) === undefined)).toEqual([])
  expect(Object.keys(ROWS).filter((path) => !PROCEDURES.some((one) => one.path === path))).toEqual([])
})

async function checkConversation(path: string, kind: ProcedureKind, row: ConversationRow): Promise<void> {
  const ownId = await makeGroup(cast)
  const outcomes: Record<string, string[]> = {}
  for (const caller of CALLERS) {
    const answers = []
    for (const conversationId of ['no uuid', crypto.randomUUID(), foreignId, ownId]) {
      const asked = call(caller, path, kind, { ...row.input(cast), conversationId })
      if (row.provoke && conversationId === ownId) await row.provoke(cast, conversationId)
      answers.push(await asked)
    }
    const [, none, foreign] = answers
    expect(foreign?.body, `${caller}: foreign and non-existent are the same`).toBe(none?.body)
    outcomes[caller] = answers.map(({ outcome }) => outcome)
  }
  const out = Array(4).fill('NOT_SIGNED_IN')
  const stranger = ['INVALID_INPUT', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']
  expect(outcomes).toEqual({
    nobody: out,
    'signed out': out,
    banned: out,
    stranger,
    admin: stranger,
    'former participant': stranger,
    participant: [...stranger.slice(0, 3), row.participant],
    owner: [...stranger.slice(0, 3), row.owner],
  })
}

async function checkOwn(
  path: string,
  kind: ProcedureKind,
  { input, malformed, answer }: OwnRow,
): Promise<void> {
  for (const caller of CALLERS) {
    const { outcome } = await call(caller, path, kind, input?.(cast))
    expect([caller, outcome]).toEqual([caller, isOut(caller) ? 'NOT_SIGNED_IN' : answer])
    if (malformed === undefined) continue
    const refused = await call(caller, path, kind, malformed)
    expect([caller, refused.outcome]).toEqual([caller, isOut(caller) ? 'NOT_SIGNED_IN' : 'INVALID_INPUT'])
  }
}

/** Garbage in, so that nothing happens: who is let in is told so of the garbage. */
async function checkOperators(path: string, kind: ProcedureKind): Promise<void> {
  const garbage = { user: 5, id: 5, query: 5, hours: 'x', dryRun: 5 }
  for (const caller of CALLERS) {
    const { outcome } = await call(caller, path, kind, garbage)
    if (caller === 'admin') expect(['ok', 'INVALID_INPUT'], `${path} for an admin`).toContain(outcome)
    else expect([caller, outcome]).toEqual([caller, isOut(caller) ? 'NOT_SIGNED_IN' : 'NOT_ALLOWED'])
  }
}

test.each(PROCEDURES)('$path answers each caller what they may know', async ({ path, kind }) => {
  const row = findRow(path)
  if (row === undefined) throw new Error(`no row for ${path}`)
  if (row.about === 'conversation') await checkConversation(path, kind, row)
  else if (row.about === 'oneself') await checkOwn(path, kind, row)
  else await checkOperators(path, kind)
})
