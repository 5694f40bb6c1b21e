import type { Context, Pennypost } from '@pennypost/api'
import { type Database, users } from '@pennypost/db'
import { TRPCError } from '@trpc/server'
import { eq } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Auth } from '../auth/create-auth.ts'
import { DEMO, DEMO_PEOPLE, type DemoPerson } from './demo-people.ts'
import { seedHistory } from './seed-history.ts'

export type DemoParts = {
  auth: Pick<Auth, 'signUp'>
  pennypost: Pick<Pennypost, 'router'>
  database: Database
  log: Logger
}

const HISTORY_MESSAGES = 5_000

/**
 * Fills a database in which nobody but demo users exists. Each step may be repeated, and Mia comes last: where she
 * exists it is done, and a start that was cut off is continued by the next.
 */
export async function seedDemo({ auth, pennypost, database, log }: DemoParts): Promise<void> {
  if (!(await isUnfinished(database))) return
  const startedMs = performance.now()
  const ids = new Map<DemoPerson, string>()
  for (const person of DEMO_PEOPLE) if (person !== DEMO.mia) ids.set(person, await ensurePerson(person))
  const as = (person: DemoPerson) => pennypost.router.createCaller(contextOf(idOf(person)))
  let made = 0

  /** One that has been opened before is returned; one that was sent before is not sent again. */
  const open = async (from: DemoPerson, to: DemoPerson) =>
    (await as(from).conversations.create({ receiverId: idOf(to) })).conversation.id
  const send = async (
    from: DemoPerson,
    conversationId: string,
    content: string,
    expirationHours?: number,
  ) => {
    const options = expirationHours === undefined ? {} : { expirationHours }
    const sending = as(from).messages.send({ id: seedId(++made), conversationId, content, ...options })
    // With a smaller allowance some cannot be paid; the demo does without them.
    await sending.catch((error) => {
      if (!(error instanceof TRPCError && error.code === 'PAYMENT_REQUIRED')) throw error
    })
  }

  const withCarol = await open(DEMO.carol, DEMO.bob)
  for (const line of countDown(18)) await send(DEMO.carol, withCarol, line)
  const withDave = await open(DEMO.dave, DEMO.alice)
  for (const line of countDown(20)) await send(DEMO.dave, withDave, line)
  await as(DEMO.alice).messages.read({ conversationId: withDave, upToSeq: 18 })

  const withLayla = await open(DEMO.layla, DEMO.alice)
  await send(DEMO.layla, withLayla, 'مرحبا يا أليس، هل وصلتك الصور؟')
  await send(DEMO.alice, withLayla, 'Yes, all of them. شكراً!')

  const trip = await as(DEMO.alice).conversations.create({
    id: seedId(0),
    title: 'Weekend trip',
    participantIds: [DEMO.bob, DEMO.carol, DEMO.layla].map(idOf),
  })
  await send(DEMO.alice, trip.conversation.id, 'The train leaves at 9:12 from platform 4.')
  await send(DEMO.layla, trip.conversation.id, 'رائع! سأحضر القهوة ☕')
  await send(DEMO.bob, trip.conversation.id, 'I bring the map. Who brings snacks?')

  const withBob = await open(DEMO.alice, DEMO.bob)
  await seedHistory(database, withBob, idOf(DEMO.alice), idOf(DEMO.bob), HISTORY_MESSAGES)
  await send(DEMO.bob, withBob, 'Good morning! Are we still on for lunch?')
  await send(DEMO.alice, withBob, 'Yes. The place by the canal, half past twelve?')
  await send(DEMO.bob, withBob, 'The door code is 4711. This message disappears in an hour.', 1)

  await grant(DEMO.alice, 240)
  await grant(DEMO.carol, 40)
  await ensurePerson(DEMO.mia)
  log.info({ ms: Math.round(performance.now() - startedMs) }, 'demo users and conversations made')

  function idOf(person: DemoPerson): string {
    const id = ids.get(person)
    if (id === undefined) throw new Error('a demo user is used before being made')
    return id
  }

  async function ensurePerson(person: DemoPerson): Promise<string> {
    const [found] = await database.orm
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, person.email))
    return found?.id ?? (await auth.signUp(person)).userId
  }

  async function grant(person: DemoPerson, points: number): Promise<void> {
    const key = `demo:${person.email}`
    await database.sql`
      select * from pennypost.grant_points(${idOf(person)}, ${points}, 'grant', 'Demo', ${key}, pennypost.now())`
  }
}

async function isUnfinished({ orm }: Database): Promise<boolean> {
  const known = new Set<string | null>(DEMO_PEOPLE.map(({ email }) => email))
  const found = await orm
    .select({ email: users.email })
    .from(users)
    .limit(DEMO_PEOPLE.length + 1)
  const emails = found.map(({ email }) => email)
  return emails.every((email) => known.has(email)) && !emails.includes(DEMO.mia.email)
}

/** Always the same for the same place in the script, so that a repeated send is recognised as the first. */
function seedId(place: number): string {
  return `01900000-0000-7000-8000-${String(place).padStart(12, '0')}`
}

function countDown(messages: number): string[] {
  return Array.from({ length: messages }, (_, place) => `Message ${place + 1} of my 20 free ones today.`)
}

function contextOf(userId: string): Context {
  return {
    session: {
      userId,
      role: 'member',
      sessionId: 'demo',
      expiresAtMs: Number.MAX_SAFE_INTEGER,
      ended: new AbortController().signal,
    },
    socket: null,
    address: '127.0.0.1',
    requestId: 'demo',
    renew: null,
  }
}
