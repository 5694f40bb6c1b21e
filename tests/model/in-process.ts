import {
  type Context,
  createCallerFactory,
  createLocalBus,
  createPennypost,
  type Pennypost,
  type Settings,
} from '@pennypost/api'
import { connect } from '@pennypost/db'
import { type Refusal, RefusalError, type Role } from '@pennypost/domain'
import { TRPCClientError } from '@trpc/client'
import { TRPCError } from '@trpc/server'
import type { Sql } from 'postgres'
import { createTestDatabase } from '../world/database.ts'

/** The procedures as one person calls them, without a network between. */
type Caller = ReturnType<ReturnType<typeof createCallerFactory<Pennypost['router']['_def']['record']>>>

export type InProcess = AsyncDisposable & {
  pennypost: Pennypost
  sql: Sql
  callerOf(userId: string, role?: Role): Caller
}

/** The real router on a real database of its own. */
export async function createInProcess(settings: Partial<Settings> = {}): Promise<InProcess> {
  const testDatabase = await createTestDatabase()
  const database = connect(testDatabase.url)
  const pennypost = createPennypost({
    database,
    bus: createLocalBus(),
    settings: { dailyFreeLimit: 20, pointsPerMessage: 10, signupPoints: 0, testClock: true, ...settings },
    rateLimits: false,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  await pennypost.start()
  const createCaller = createCallerFactory(pennypost.router)
  return {
    pennypost,
    sql: testDatabase.sql,
    callerOf: (userId, role = 'member') => createCaller(contextOf(userId, role)),
    async [Symbol.asyncDispose]() {
      await pennypost.stop()
      await database.close()
      await testDatabase[Symbol.asyncDispose]()
    },
  }
}

function contextOf(userId: string, role: Role): Context {
  const session = {
    userId,
    role,
    sessionId: `session of ${userId}`,
    expiresAtMs: Number.POSITIVE_INFINITY,
    ended: new AbortController().signal,
  }
  return { session, socket: null, address: '127.0.0.1', requestId: 'in process', renew: null }
}

/** What came of a call, here or over a network: a value, or the refusal. @throws what was neither */
export async function outcomeOf<Value>(
  call: Promise<Value> | (() => Value),
): Promise<{ value: Value } | { refusal: Refusal }> {
  try {
    return { value: await (typeof call === 'function' ? call() : call) }
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error
    if (cause instanceof RefusalError) return { refusal: cause.refusal }
    const told = error instanceof TRPCClientError ? error.data?.refusal : undefined
    if (told) return { refusal: told }
    throw error
  }
}
