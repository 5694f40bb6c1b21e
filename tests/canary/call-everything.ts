import { createLocalBus, createPennypost } from '@pennypost/api'
import { connect } from '@pennypost/db'
import { getUntypedClient, TRPCClientError } from '@trpc/client'
import type { Call } from './recipes.ts'
import { RECIPES, requireRecipes } from './recipes.ts'
import type { Scene } from './scene.ts'

export type Surface = 'answer' | 'error' | 'subscription' | 'log' | 'table'
/** Where a canary was heard. */
type Hit = { surface: Surface; where: string; excerpt: string }
export type Sweep = {
  hits: Hit[]
  calls: number
  /** Which procedures gave at least one answer that was no error. */
  answered: Set<string>
}

type Kind = 'query' | 'mutation' | 'subscription'

/** Every procedure of the router that a server serves, by reflection. */
export async function reflectProcedures({ world }: Scene): Promise<Map<string, Kind>> {
  const database = connect(world.databaseUrl)
  const settings = { dailyFreeLimit: 20, pointsPerMessage: 10, signupPoints: 0, testClock: true }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const { router } = createPennypost({ database, bus: createLocalBus(), settings, rateLimits: true, log })
  await database.close()
  return new Map(
    Object.entries<unknown>(router._def.procedures).map(([path, procedure]) => [path, kindOf(procedure)]),
  )
}

function kindOf(procedure: unknown): Kind {
  const isProcedure = typeof procedure === 'function' && '_def' in procedure
  const definition = isProcedure ? procedure._def : null
  const type = typeof definition === 'object' && definition && 'type' in definition ? definition.type : null
  if (type !== 'query' && type !== 'mutation' && type !== 'subscription')
    throw new Error('the router reflects something that is no procedure')
  return type
}

/** Calls every procedure by its recipe and searches each answer, each error, the metrics and the log. */
export async function callEverything(scene: Scene): Promise<Sweep> {
  const procedures = await reflectProcedures(scene)
  requireRecipes([...procedures.keys()])
  const sweep: Sweep = { hits: [], calls: 0, answered: new Set() }
  for (const [path, recipe] of Object.entries(RECIPES)) {
    const kind = procedures.get(path) ?? 'query'
    for (const call of await recipe(scene)) {
      const outcome = await perform(kind, path, call)
      sweep.calls += 1
      if (outcome.isAnswer) sweep.answered.add(path)
      const surface = outcome.isAnswer ? (kind === 'subscription' ? 'subscription' : 'answer') : 'error'
      note(scene, sweep, surface, path, outcome.text)
    }
  }
  const metrics = await fetch(`${scene.world.origin}/metrics`)
  note(scene, sweep, 'answer', 'GET /metrics', await metrics.text())
  note(scene, sweep, 'log', 'the log', scene.logged())
  return sweep
}

function note({ probe }: Scene, { hits }: Sweep, surface: Surface, where: string, text: string): void {
  const excerpt = probe.find(text)
  if (excerpt !== null) hits.push({ surface, where, excerpt })
}

async function perform(kind: Kind, path: string, call: Call): Promise<{ isAnswer: boolean; text: string }> {
  const client = getUntypedClient(call.by.trpc)
  try {
    const answer =
      kind === 'subscription'
        ? await firstPage(client, path, call)
        : await (kind === 'query' ? client.query(path, call.input) : client.mutation(path, call.input))
    return { isAnswer: true, text: JSON.stringify(answer) ?? '' }
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error
    return { isAnswer: false, text: JSON.stringify([error.message, error.shape, error.data]) }
  }
}

function firstPage(
  client: ReturnType<typeof getUntypedClient>,
  path: string,
  { input, provoke }: Call,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const subscription = client.subscription(path, input, {
      onStarted: () => void provoke?.().catch(reject),
      onData: (page) => {
        subscription.unsubscribe()
        resolve(page)
      },
      onError: reject,
    })
  })
}
