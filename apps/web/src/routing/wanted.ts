import type { Route } from './parse-route.ts'

/** To be kept in the history with the sign-in page: the conversation, or message, that was asked for without being signed in. */
export const rememberWanted = (route: Route): string | null =>
  route.page === 'messages' && route.conversationId !== null ? location.pathname + location.search : null

/** Where one goes after signing in. */
export const wantedPath = (): string => (typeof history.state === 'string' ? history.state : '/messages')
