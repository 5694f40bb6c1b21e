export type Route =
  | { page: 'sign-in' }
  | { page: 'messages'; conversationId: string | null }
  | { page: 'wallet' }
  | { page: 'settings' }
  | { page: 'unknown' }

/** Which page a path names. The root is the messages. */
export function parseRoute(path: string): Route {
  const [first = '', second, ...rest] = path.split('/').filter((part) => part !== '')
  if (rest.length > 0) return { page: 'unknown' }
  if (first === 'messages') return { page: 'messages', conversationId: second ?? null }
  if (second !== undefined) return { page: 'unknown' }
  if (first === '') return { page: 'messages', conversationId: null }
  if (first === 'sign-in' || first === 'wallet' || first === 'settings') return { page: first }
  return { page: 'unknown' }
}

export const conversationPath = (conversationId: string) => `/messages/${encodeURIComponent(conversationId)}`
