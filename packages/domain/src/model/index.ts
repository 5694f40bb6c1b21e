/**
 * The rules of sends, allowances, wallets, openings and expiry once more, in plain TypeScript: no database, no clock.
 * What the SQL functions do is held against it by a property test, and an interface may preview with it.
 */
export { type Account, accountOn, chooseTimeZone, type Figures, openAccount, quotaOn } from './account.ts'
export { type Calendar, createCalendar, dateAfter } from './calendar.ts'
export { eraseExpired, signIn } from './erase-expired.ts'
export { fetchMessages } from './fetch-messages.ts'
export {
  emptyState,
  type ModelState,
  type Rules,
  requireAccount,
  type Step,
  withAccount,
} from './model-state.ts'
export { type Opened, type Opening, openDirect, setDefaultExpiration } from './open-direct.ts'
export { sendMessage } from './send-message.ts'
export { type Grant, type Granted, grantPoints } from './wallet.ts'
