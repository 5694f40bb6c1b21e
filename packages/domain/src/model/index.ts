/**
 * The rules of sends, allowances, wallets, openings and expiry once more, in plain TypeScript: no database, no clock.
 * What the SQL functions do is held against it by a property test, and an interface may preview with it.
 */
export { accountOn, chooseTimeZone, type Figures, openAccount, quotaOn } from './account.ts'
export { createCalendar } from './calendar.ts'
export { signIn } from './erase-expired.ts'
export { fetchMessages } from './fetch-messages.ts'
export { emptyState, type ModelState, type Rules, requireAccount, withAccount } from './model-state.ts'
export { openDirect, setDefaultExpiration } from './open-direct.ts'
export { sendMessage } from './send-message.ts'
export { grantPoints } from './wallet.ts'
