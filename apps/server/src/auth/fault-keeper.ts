import { AsyncLocalStorage } from 'node:async_hooks'
import type { DBAdapter, DBAdapterInstance } from 'better-auth'
import postgres from 'postgres'

/**
 * better-auth keeps faults of the database to itself: who could not be looked up is told that they are not signed in, and a
 * session that could not be deleted is said to have ended. So the first fault of each request is kept here.
 */
export function createFaultKeeper() {
  const requests = new AsyncLocalStorage<{ fault: unknown }>()

  async function kept<Answer>(asked: Promise<Answer>): Promise<Answer> {
    try {
      return await asked
    } catch (error) {
      const request = requests.getStore()
      if (request !== undefined && !isTaken(error)) request.fault ??= error
      throw error
    }
  }

  return {
    /** The same adapter, whose faults are kept. It must have no transactions. */
    watch(create: DBAdapterInstance): DBAdapterInstance {
      return (options) => {
        const adapter = create(options)
        const watched: DBAdapter = {
          ...adapter,
          create: (data) => kept(adapter.create(data)),
          findOne: (data) => kept(adapter.findOne(data)),
          findMany: (data) => kept(adapter.findMany(data)),
          count: (data) => kept(adapter.count(data)),
          update: (data) => kept(adapter.update(data)),
          updateMany: (data) => kept(adapter.updateMany(data)),
          delete: (data) => kept(adapter.delete(data)),
          deleteMany: (data) => kept(adapter.deleteMany(data)),
          consumeOne: (data) => kept(adapter.consumeOne(data)),
          incrementOne: (data) => kept(adapter.incrementOne(data)),
          transaction: (run) => run(watched),
        }
        return watched
      }
    },

    /** @throws the first fault that arose meanwhile, whatever was made of it */
    async answer(ask: () => Promise<Response>): Promise<Response> {
      const request: { fault: unknown } = { fault: undefined }
      const answer = await requests.run(request, ask)
      if (request.fault !== undefined) throw request.fault
      return answer
    },
  }
}

/** Somebody else was quicker with the same e-mail, which is no fault. */
function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  return cause instanceof postgres.PostgresError && cause.code === '23505'
}
