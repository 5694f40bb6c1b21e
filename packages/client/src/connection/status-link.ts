import type { AppRouter } from '@pennypost/api'
import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { isCallError, refusalOf } from '../refusal-of.ts'
import type { OpenConnection } from './connection.ts'

export function statusLink(connection: OpenConnection): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (envelope) => {
            if (envelope.result.type !== 'state') connection.confirm()
            observer.next(envelope)
          },
          error: (error) => {
            if (refusalOf(error)?.code === 'NOT_SIGNED_IN') connection.refuse()
            else if (isCallError(error) && error.shape) connection.confirm()
            observer.error(error)
          },
          complete: () => observer.complete(),
        }),
      )
}
