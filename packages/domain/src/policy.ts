/**
 * The numbers of the rules, and who may open a conversation with whom. Where SQL repeats one, tests/policy-in-sql.test.ts
 * holds it to what stands here. What a message costs is decided in `price.ts` from the two defaults that stand first here.
 */
export const POLICY = {
  dailyFreeLimit: 20,
  pointsPerMessage: 10,
  signupPoints: 0,

  contentMaxCharacters: 5_000,
  nameMaxCharacters: 80,
  titleMaxCharacters: 120,
  groupMinPeople: 2,
  groupMaxPeople: 256,
  participantsShown: 20,

  expirationMinHours: 1,
  expirationMaxHours: 8_760,
  messageIdMaxAheadHours: 24,
  firstDayInZoneMinHours: 23,
  /** Messages whose expired text is erased on the way: bounded, so that nobody waits for a history. */
  sendErasesMax: 4,
  signInErasesMax: 500,

  pageDefault: 50,
  pageMax: 100,
  findDefault: 20,
  findMax: 100,

  changesAlwaysDelivered: 1_000,
  typingRepeatMs: 3_000,
  typingLastsMs: 6_000,
  pointsMax: Number.MAX_SAFE_INTEGER,
} as const

/** What keeps one caller from starving the others; `RATE_LIMITS=off` lifts those marked so. */
export const LIMITS = {
  authenticationDeadlineMs: 5_000,
  frameBytes: 64 * 1024,
  bodyBytes: 64 * 1024,
  /** What a reader who stops may have unread; only one answer that is larger by itself goes past it. */
  unreadOutputBytes: 1024 * 1024,
  /** Of those, kept for what asks for no space: errors of the protocol, pings. */
  unaskedOutputBytes: 128 * 1024,
  /** No answer is larger but the pages of messages and conversations. */
  answerBytes: 96 * 1024,
  unreadOutputDeadlineMs: 15_000,
  shutdownMs: 10_000,
  statementMs: 10_000,
  /** The rest is lifted by RATE_LIMITS=off. */
  callsPerBatch: 50,
  subscriptionsPerSocket: 100,
  socketsPerUser: 10,
  sendsPerSecond: 10,
  sendsBurst: 20,
  signInAttemptsPerMinute: 10,
} as const

export const ROLES = ['member', 'host', 'admin'] as const
export type Role = (typeof ROLES)[number]

/**
 * - `free`: anyone may, at no cost
 * - `opening-price`: allowed for the receiver's opening price, 0 unless an operator has set one
 * - `no-priced-host`: allowed while nobody in the group has an opening price above 0
 */
export type OpeningRule = 'free' | 'opening-price' | 'no-priced-host'

/** Who may open a conversation with whom: creator × receiver, or × group. */
export const OPENING_RULES: Record<Role, Record<Role | 'group', OpeningRule>> = {
  member: { member: 'free', host: 'opening-price', admin: 'free', group: 'no-priced-host' },
  host: { member: 'free', host: 'opening-price', admin: 'free', group: 'no-priced-host' },
  admin: { member: 'free', host: 'opening-price', admin: 'free', group: 'no-priced-host' },
}
