import { type SQLWrapper, sql } from 'drizzle-orm'
import { boolean, check, index, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, pennypost, wholeNumber } from './pennypost.ts'

/** A text with its letters in one case. Small ones would be two for Σ, by its place in the word. */
export const inOneCase = (text: SQLWrapper | string) => sql`upper(lower(${text}))`

/** People. The first seven columns are better-auth's; a host product's people have no e-mail. */
export const users = pennypost.table(
  'users',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').unique('users_email_unique'),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    role: text('role', { enum: ['member', 'host', 'admin'] })
      .notNull()
      .default('member'),
    bannedAt: instant('banned_at'),
    readReceipts: boolean('read_receipts').notNull().default(true),
    typingIndicators: boolean('typing_indicators').notNull().default(true),
    openingPricePoints: wholeNumber('opening_price_points').notNull().default(0),
  },
  (table) => [
    check('users_role_known', sql`${table.role} in ('member', 'host', 'admin')`),
    check('users_name_length', sql`char_length(${table.name}) between 1 and 80`),
    check('users_opening_price_range', sql`${table.openingPricePoints} between 0 and 9007199254740991`),
    index('users_name_in_one_case').on(sql`${inOneCase(table.name)} text_pattern_ops`),
  ],
)

/** Sign-ins of our own (better-auth). A row that goes ends its sockets: see sql/control.sql. */
export const sessions = pennypost.table(
  'sessions',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique('sessions_token_unique'),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
  },
  (table) => [index('sessions_of_user').on(table.userId)],
)

/** Sign-ins of a host product, known by the `sid` of its tokens. */
export const hostSessions = pennypost.table('host_sessions', {
  sid: text('sid').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.id),
  firstSeenAt: instant('first_seen_at').notNull(),
})

/** How a person proves who they are (better-auth's `account`; the word account is the wallet's here). */
export const credentials = pennypost.table(
  'credentials',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('credentials_of_user').on(table.userId)],
)

/** better-auth's short-lived secrets. */
export const verifications = pennypost.table(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('verifications_of_identifier').on(table.identifier)],
)

/** The keys that sign our tokens (better-auth's jwt plugin). */
export const jwks = pennypost.table('jwks', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  privateKey: text('private_key').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
  alg: text('alg'),
  crv: text('crv'),
})

/** Who has silenced whom. */
export const blocks = pennypost.table(
  'blocks',
  {
    blockerId: text('blocker_id')
      .notNull()
      .references(() => users.id),
    blockedId: text('blocked_id')
      .notNull()
      .references(() => users.id),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.blockerId, table.blockedId] }),
    index('blocks_by_blocked').on(table.blockedId),
    check('blocks_not_oneself', sql`${table.blockerId} <> ${table.blockedId}`),
  ],
)

/** The tables under the names that better-auth's Drizzle adapter asks for. */
export const authSchema = {
  user: users,
  session: sessions,
  account: credentials,
  verification: verifications,
  jwks,
}
