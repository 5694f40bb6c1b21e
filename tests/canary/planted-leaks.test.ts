import { expect, test } from 'vitest'
import { callEverything, reflectProcedures, type Surface } from './call-everything.ts'
import { dumpTables } from './dump-tables.ts'
import { type Plant, plant } from './plant.ts'
import { requireRecipes } from './recipes.ts'
import { countTexts, createScene, expireAll } from './scene.ts'

const SOME = 12
/** Each makes a world and calls everything there, on a machine that does much else. */
const LIMIT_MS = 180_000
/** The condition that keeps expired messages out, wherever it stands. */
const UNEXPIRED = /\(?\b(m\.)?expires_at is null or (m\.)?expires_at > [\w.]+\)?/g
const A_TEXT = '(select content from pennypost.messages where content is not null limit 1)'

type Leak = Plant & { surface: Surface; where: string[] }

/** One mistake for each surface at which an expired text could come out. */
const LEAKS: Leak[] = [
  { surface: 'answer', where: ['messages.fetch'], name: 'fetch_messages', find: UNEXPIRED, replace: 'true' },
  {
    surface: 'answer',
    where: ['conversations.get', 'conversations.list', 'conversations.create', 'conversations.update'],
    name: 'conversation_values',
    find: UNEXPIRED,
    replace: 'true',
  },
  {
    surface: 'answer',
    where: ['admin.conversations.export'],
    name: 'export_messages',
    find: UNEXPIRED,
    replace: 'true',
  },
  {
    surface: 'answer',
    where: ['messages.send'],
    name: 'send_messages',
    find: /case when \(s\.known\)\.expires_at <= v_now then null/,
    replace: 'case when false then null',
  },
  {
    surface: 'answer',
    where: ['admin.audit'],
    name: 'audit_read_marks',
    find: /(\$function\$).*\1/s,
    replace: `$1 select 'someone', ${A_TEXT}, '', '' $1`,
  },
  {
    surface: 'subscription',
    where: ['live.conversation'],
    name: 'changes_after',
    find: UNEXPIRED,
    replace: 'true',
  },
  {
    surface: 'subscription',
    where: ['live.inbox'],
    name: 'conversation_values',
    find: UNEXPIRED,
    replace: 'true',
  },
  {
    surface: 'error',
    where: ['typing.set'],
    name: 'typing_of',
    find: /pennypost\.refusal\('NOT_FOUND'\)/,
    replace: `pennypost.refusal('NOT_FOUND', jsonb_build_object('typed', ${A_TEXT}))`,
  },
  {
    surface: 'log',
    where: ['the log'],
    name: 'mark_read',
    find: /begin/,
    replace: `begin raise exception 'no' using constraint = ${A_TEXT};`,
  },
]

test(
  'the canary catches a leak that is planted in an answer, a replay, an error or the log',
  async () => {
    await using scene = await createScene(SOME)
    await expireAll(scene)
    expect((await callEverything(scene)).hits).toEqual([])
    await using planted = new AsyncDisposableStack()
    for (const [index, leak] of LEAKS.entries()) {
      const isFirst = LEAKS.findIndex(({ name }) => name === leak.name) === index
      if (isFirst) planted.use(await plant(scene.world.sql, leak))
    }
    const { hits } = await callEverything(scene)
    for (const { name, surface, where } of LEAKS) {
      const heard = hits.filter((hit) => hit.surface === surface).map((hit) => hit.where)
      expect(heard, `${name} leaks`).toEqual(expect.arrayContaining(where))
    }
    expect(await countTexts(scene)).toBe(SOME)
  },
  LIMIT_MS,
)

/** What a table could keep of a text that was erased. */
const KEEPSAKES = {
  'the text': 'old.content',
  'a part of it': 'left(old.content, 20)',
  'a fingerprint': 'md5(old.content)',
  'a stronger fingerprint': "encode(sha256(convert_to(old.content, 'UTF8')), 'base64')",
  'the text in hex': "encode(convert_to(old.content, 'UTF8'), 'hex')",
  'the text in base64': "encode(convert_to('He said: ' || old.content, 'UTF8'), 'base64')",
  'the text in capitals': 'upper(old.content)',
}

test(
  'the canary catches a table that keeps a text, a part or a fingerprint of it beyond its erasure',
  async () => {
    await using scene = await createScene(1)
    const { world, bob, probe } = scene
    await expireAll(scene)
    const kept = Object.entries(KEEPSAKES).map(
      ([what, how]) => `(now(), 'leak', '${what}', to_jsonb(${how}))`,
    )
    await world.sql.unsafe(`
    create function pennypost.keep() returns trigger language plpgsql as $$ begin
      insert into pennypost.audit_log (at, actor, action, details) values ${kept.join(', ')};
      return new;
    end $$;
    create trigger keep after update on pennypost.messages for each row
      when (old.content is not null and new.content is null) execute function pennypost.keep()`)
    await bob.signIn()
    expect(await countTexts(scene)).toBe(0)
    const { audit_log: keepsakes = [], ...others } = await dumpTables(world.sql)
    for (const what of Object.keys(KEEPSAKES))
      expect(probe.find(keepsakes.find((row) => row.includes(what)) ?? ''), what).not.toBeNull()
    expect(probe.find(JSON.stringify(others))).toBeNull()
  },
  LIMIT_MS,
)

test(
  'a procedure without a recipe makes the canary fail, by name',
  async () => {
    await using scene = await createScene(1)
    const paths = [...(await reflectProcedures(scene)).keys()]
    expect(() => requireRecipes(paths)).not.toThrow()
    expect(() => requireRecipes([...paths, 'messages.peek'])).toThrow('no recipe for messages.peek')
    expect(() => requireRecipes(paths.slice(1))).toThrow(`no procedure for ${paths[0]}`)
  },
  LIMIT_MS,
)

test(
  'a database that fails and quotes a text in its error tells it neither to the caller nor to the log',
  async () => {
    await using scene = await createScene(SOME)
    const { world, alice, probe, logged, directId } = scene
    await expireAll(scene)
    const quoting = (text: string) =>
      `begin raise exception 'failed on %', ${text} using detail = ${text}, hint = ${text};`
    await using planted = new AsyncDisposableStack()
    for (const name of ['fetch_messages', 'mark_read', 'update_conversation'])
      planted.use(await plant(world.sql, { name, find: /begin/, replace: quoting(A_TEXT) }))
    expect((await callEverything(scene)).hits).toEqual([])
    planted.use(
      await plant(world.sql, { name: 'send_messages', find: /begin/, replace: quoting('p_contents[1]') }),
    )
    const failure = await alice.send(directId, probe.word(SOME)).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      message: 'Something went wrong',
      data: { requestId: expect.any(String) },
    })
    expect(probe.find(JSON.stringify(failure))).toBeNull()
    expect(logged()).toContain('a call failed')
    expect(probe.find(logged())).toBeNull()
  },
  LIMIT_MS,
)
