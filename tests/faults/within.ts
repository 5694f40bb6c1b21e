/** The answer of a call, or an error once it has taken too long; tRPC's own signal leaves a promise unsettled for ever. */
export async function within<Value>(
  ms: number,
  call: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const abort = new AbortController()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([call(abort.signal), late])
  } finally {
    clearTimeout(timer)
    abort.abort()
  }
}
