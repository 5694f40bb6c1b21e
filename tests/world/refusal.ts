import type { Refusal } from '@pennypost/domain'
import { TRPCClientError } from '@trpc/client'

/** The refusal that a call was answered with. @throws where it was answered otherwise */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call
  } catch (error) {
    const refusal = error instanceof TRPCClientError ? error.data?.refusal : undefined
    if (refusal) return refusal
    throw error
  }
  throw new Error('expected a refusal, but the call succeeded')
}
