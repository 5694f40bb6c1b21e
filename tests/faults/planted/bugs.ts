/** A mistake that somebody could make: texts of a source, what they become, and what has to notice. */
export type Bug = {
  name: string
  file: string
  edits: { from: string; to: string }[]
  /** Tests that are run in the copy, or the fault run against its servers. */
  caughtBy: { tests: string[] } | 'faults'
}

const API = 'packages/api/src'
const SQL = 'packages/db/sql'

export const BUGS: readonly Bug[] = [
  {
    name: 'a message is published and acknowledged before it is committed',
    file: `${API}/send-path.ts`,
    edits: [
      {
        from: 'return await sql<SendOutcome[]>`select * from',
        to: 'const early = Promise.withResolvers()\n sql.begin(async (inside) => { early.resolve(await inside`select * from',
      },
      {
        from: 'order by place`',
        to: 'order by place`)\n await new Promise((resolve) => setTimeout(resolve, 40)) }).catch(early.reject)\n return await early.promise',
      },
    ],
    caughtBy: 'faults',
  },
  {
    name: 'a cursor is one too low: the last event comes twice',
    file: `${API}/live/room.ts`,
    edits: [
      {
        from: 'const from = cursor - this.#ringAfter\n',
        to: 'const from = Math.max(0, cursor - this.#ringAfter - 1)\n',
      },
    ],
    caughtBy: { tests: ['tests/live/conversation-feed', 'tests/live/resume'] },
  },
  {
    name: 'a cursor is one too high: a backfill leaves out its first event',
    file: `${SQL}/live.sql`,
    edits: [
      {
        from: 'where m.seq > p_after and m.changed_seq = m.seq',
        to: 'where m.seq > p_after + 1 and m.changed_seq = m.seq',
      },
    ],
    caughtBy: { tests: ['tests/live/conversation-feed', 'tests/live/resume'] },
  },
  {
    name: 'a page is told twice',
    file: `${API}/live/conversation-pages.ts`,
    edits: [
      {
        from: '    this.#cursor = shared.seq\n',
        to: '    if (shared.seq % 7 !== 0) this.#cursor = shared.seq\n',
      },
    ],
    caughtBy: { tests: ['tests/live/conversation-feed', 'tests/live/resume'] },
  },
  {
    name: 'the announcement of a message is lost',
    file: `${API}/actions/send-message.ts`,
    edits: [
      {
        from: 'live.announce({ conversationId, seq,',
        to: 'if (seq % 5 !== 0) live.announce({ conversationId, seq,',
      },
    ],
    caughtBy: { tests: ['tests/live/conversation-feed', 'tests/live/two-servers'] },
  },
  {
    name: 'a gap between announcements goes unnoticed',
    file: `${API}/live/room.ts`,
    edits: [
      {
        from: '    if (seq - 1 !== this.#lastSeq) this.forget()\n',
        to: '',
      },
    ],
    caughtBy: { tests: ['tests/live/conversation-feed', 'tests/live/two-servers'] },
  },
  {
    name: 'who was removed is not looked at when the next event is delivered',
    file: `${API}/live/room.ts`,
    edits: [
      {
        from: '      follower.isInDoubt = true\n',
        to: '',
      },
    ],
    caughtBy: { tests: ['tests/endings', 'tests/live/two-servers'] },
  },
  {
    name: 'who was removed is not looked at when the database is read',
    file: `${SQL}/live.sql`,
    edits: [
      {
        from: 'where p.user_id = p_user_id and p.conversation_id = p_conversation_id\n  ), stamped',
        to: 'where p.conversation_id = p_conversation_id and p.user_id >= p_user_id\n  ), stamped',
      },
    ],
    caughtBy: { tests: ['tests/endings', 'tests/authorisation', 'tests/conversations/not-found'] },
  },
  {
    name: 'a server whose Redis came back does not ask what it missed',
    file: `${API}/live/live.ts`,
    edits: [
      {
        from: 'await Promise.all([this.#askRooms(), this.#askInboxes()])',
        to: 'await this.#askInboxes()',
      },
    ],
    caughtBy: { tests: ['tests/live/two-servers'] },
  },
  {
    name: 'an inbox claims to know of what its server has not heard of',
    file: `${API}/live/live.ts`,
    edits: [
      {
        from: 'return this.mayHaveMissed ? this.#askedAtMs : this.#clock.nowMs()',
        to: 'return this.#clock.nowMs()',
      },
    ],
    caughtBy: { tests: ['tests/live/two-servers'] },
  },
  {
    name: 'a shutdown ends subscriptions instead of connections',
    file: `${API}/live/live-pages.ts`,
    edits: [
      {
        from: 'if (this.services.live.stopping.aborted) return null',
        to: 'if (this.services.live.stopping.aborted) return { done: true, value: undefined }',
      },
    ],
    caughtBy: { tests: ['tests/server/shutdown'] },
  },
  {
    name: 'a fault at the door is answered to every subscription',
    file: 'apps/server/src/sockets/accept-socket.ts',
    edits: [
      {
        from: '          outlet.cut()\n',
        to: '          setTimeout(() => outlet.cut(), 20)\n',
      },
    ],
    caughtBy: { tests: ['tests/server/door'] },
  },
  {
    name: 'a statement holds two messages of one sender',
    file: `${API}/send-path.ts`,
    edits: [
      {
        from: 'keysOf: (send) => [',
        to: 'keysOf: (send) => [send.id] ?? [',
      },
    ],
    caughtBy: { tests: ['tests/races', 'tests/messages'] },
  },
  {
    name: 'the accounts of senders are not locked',
    file: `${SQL}/send.sql`,
    edits: [
      {
        from: 'order by a.user_id for no key update) locked',
        to: 'order by a.user_id) locked',
      },
    ],
    caughtBy: { tests: ['tests/races', 'tests/messages'] },
  },
  {
    name: 'the 21st message is free',
    file: `${SQL}/send.sql`,
    edits: [
      {
        from: 'case when a.free_used < coalesce',
        to: 'case when a.free_used <= coalesce',
      },
    ],
    caughtBy: { tests: ['tests/send.test.ts'] },
  },
  {
    name: 'a server counts sends by itself though Redis joins it with others',
    file: `${API}/limits.ts`,
    edits: [
      {
        from: 'return taken ?? this.#takeHere(userId)',
        to: 'return taken === null ? 0 : this.#takeHere(userId)',
      },
    ],
    caughtBy: { tests: ['tests/limits/over-servers'] },
  },
  {
    name: 'a socket that closes keeps its place on the other servers',
    file: 'apps/server/src/sockets/places.ts',
    edits: [
      {
        from: '        if (!isLeaving) void counts?.letGo(key(userId), [placeId])\n',
        to: '',
      },
    ],
    caughtBy: { tests: ['tests/limits/over-servers'] },
  },
  {
    name: 'who reads nothing is given everything that they ask for',
    file: `${API}/live/meter.ts`,
    edits: [
      {
        from: '(taken === 0 || taken + bytes <= SPACE_BYTES)',
        to: '(taken >= 0 || taken + bytes <= SPACE_BYTES)',
      },
    ],
    caughtBy: { tests: ['tests/limits/who-does-not-read'] },
  },
  {
    name: 'an entry of the ledger says another balance than the wallet',
    file: `${SQL}/charge.sql`,
    edits: [
      {
        from: "select user_id, entry_count, 'income', -points, balance, p_kind,",
        to: "select user_id, entry_count, 'income', -points, balance + entry_count % 2, p_kind,",
      },
    ],
    caughtBy: 'faults',
  },
  {
    name: 'what has expired is still delivered',
    file: `${SQL}/live.sql`,
    edits: [
      {
        from: 'm.content is not null and (m.expires_at is null or m.expires_at > here.now)\n    order by m.seq',
        to: 'm.content is not null\n    order by m.seq',
      },
    ],
    caughtBy: { tests: ['tests/live/conversation-feed', 'tests/canary/canary'] },
  },
  {
    name: 'an inbox counts unread messages on from before some were read',
    file: `${SQL}/summaries.sql`,
    edits: [{ from: 'wanted.read_seq = me.read_seq and ', to: '' }],
    caughtBy: { tests: ['tests/live/unread'] },
  },
  {
    name: 'a new version takes points from Pennypost’s wallets and not from the host’s',
    file: 'packages/db/src/migrate.ts',
    edits: [{ from: "there.charge === 'host' ?", to: "there.comment === '' ?" }],
    caughtBy: { tests: ['tests/server/upgrades'] },
  },
  {
    name: 'connections that break in the same instant wait ever longer for each other',
    file: 'packages/db/src/open-socket.ts',
    edits: [
      {
        from: "if (event === 'error' && this.#isReady) {",
        to: "if (event === 'error' && this.#isReady && this.bytesRead < 0) {",
      },
    ],
    caughtBy: { tests: ['tests/faults/database-connection'] },
  },
  {
    name: 'the types of arrays are asked for on each connection',
    file: 'packages/db/src/connect.ts',
    edits: [
      {
        from: '    fetch_types: false,\n',
        to: '',
      },
    ],
    caughtBy: { tests: ['tests/faults/database-connection'] },
  },
]
