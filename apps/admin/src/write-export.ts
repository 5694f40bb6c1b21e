import type { ExportPage } from '@pennypost/api'
import { toCell } from './print.ts'

type Write = (text: string) => void
type NextPage = (cursor: number) => Promise<ExportPage>

export function isExportPage(value: unknown): value is ExportPage {
  return typeof value === 'object' && value !== null && 'messages' in value && 'nextCursor' in value
}

/** Writes a conversation page by page, so that a long one never lies in memory whole: one JSON value, a message a line. */
export async function writeJsonExport(first: ExportPage, nextPage: NextPage, write: Write): Promise<void> {
  write(`{"conversation":${JSON.stringify(first.conversation)},\n"messages":[`)
  let separator = '\n'
  for await (const message of messagesOf(first, nextPage)) {
    write(`${separator}${JSON.stringify(message)}`)
    separator = ',\n'
  }
  write('\n]}\n')
}

/** The same as lines that people read. */
export async function writeReadableExport(
  first: ExportPage,
  nextPage: NextPage,
  write: Write,
): Promise<void> {
  const { kind, title, participants } = first.conversation
  const names = new Map(participants.map(({ userId, name }) => [userId, toCell(name)]))
  write(`${toCell(title ?? kind)}: ${[...names.values()].join(', ')}\n`)
  for await (const { createdAt, senderId, content } of messagesOf(first, nextPage))
    write(`${createdAt}  ${names.get(senderId) ?? toCell(senderId)}: ${toCell(content)}\n`)
}

async function* messagesOf(first: ExportPage, nextPage: NextPage) {
  let page = first
  for (;;) {
    yield* page.messages
    if (page.nextCursor === null) return
    page = await nextPage(page.nextCursor)
  }
}
