import { startOfDay } from '../wording/formats.ts'

const GROUP_GAP_MS = 5 * 60_000

/** What grouping looks at; `readonly` parts of a message, pending ones included. */
export type RowMessage = { id: string; senderId: string; createdAt: string }

export type Row<M extends RowMessage> =
  | { kind: 'day'; key: string; dayMs: number }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: M; startsGroup: boolean; endsGroup: boolean }

/**
 * The rows of a thread from its messages, oldest first: a separator before each day on this device's
 * calendar, the marker before the first unread message, and groups of one sender's messages no more
 * than five minutes apart. A separator or the marker ends a group.
 */
export function buildRows<M extends RowMessage>(
  messages: readonly M[],
  firstUnreadId: string | null,
): Row<M>[] {
  const rows: Row<M>[] = []
  let group: Extract<Row<M>, { kind: 'message' }> | null = null
  let groupAtMs = 0
  let dayMs = Number.NaN

  const endGroup = () => {
    if (group !== null) group.endsGroup = true
    group = null
  }

  for (const message of messages) {
    const atMs = Date.parse(message.createdAt)
    const messageDayMs = startOfDay(atMs)
    // Never back to an earlier day: a pending message may carry a clock that lags.
    if (!(messageDayMs <= dayMs)) {
      endGroup()
      dayMs = messageDayMs
      rows.push({ kind: 'day', key: `day-${dayMs}`, dayMs })
    }
    if (message.id === firstUnreadId) {
      endGroup()
      rows.push({ kind: 'unread', key: 'unread' })
    }
    const continues: boolean =
      group !== null && group.message.senderId === message.senderId && atMs - groupAtMs <= GROUP_GAP_MS
    if (!continues) endGroup()
    const row: Row<M> = {
      kind: 'message',
      key: message.id,
      message,
      startsGroup: !continues,
      endsGroup: false,
    }
    rows.push(row)
    group = row
    groupAtMs = atMs
  }
  endGroup()
  return rows
}
