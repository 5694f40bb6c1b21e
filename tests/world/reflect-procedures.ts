import { createLocalBus, createPennypost } from '@pennypost/api'
import { connect } from '@pennypost/db'
import { POLICY } from '@pennypost/domain'

export type ProcedureKind = 'query' | 'mutation' | 'subscription'
export type Procedure = { path: string; kind: ProcedureKind }

/** Every procedure of the router that a server serves, found by reflection; no database is asked. */
export function reflectProcedures(): Procedure[] {
  const log = { info() {}, warn() {}, error() {} }
  const { router } = createPennypost({
    database: connect('postgres://nobody@127.0.0.1:1/nowhere'),
    bus: createLocalBus(),
    settings: { ...POLICY, testClock: false },
    rateLimits: false,
    log,
  })
  return Object.entries<unknown>(router._def.procedures).map(([path, procedure]) => ({
    path,
    kind: kindOf(procedure),
  }))
}

function kindOf(procedure: unknown): ProcedureKind {
  const definition = typeof procedure === 'function' && '_def' in procedure ? procedure._def : null
  const type = typeof definition === 'object' && definition && 'type' in definition ? definition.type : null
  if (type !== 'query' && type !== 'mutation' && type !== 'subscription')
    throw new Error('the router reflects something that is no procedure')
  return type
}
