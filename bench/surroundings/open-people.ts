import { conversationId, createMessageIds, userId } from '../load/ids.ts'
import type { Line, Room } from '../load/line.ts'
import { Tally } from '../load/marks.ts'
import { openPennypostLine, type PennypostLineOptions } from '../load/pennypost-line.ts'
import { sendTo } from '../load/requests.ts'
import { openSocketIoLine } from '../load/socket-io-line.ts'
import type { Bench } from './bench.ts'

const AT_ONCE = 50

type Pairs = {
  /** With several, each of the two is at another server. */
  ports: number[]
  rooms: number
  /** The number of the first room. */
  from?: number
  follows?: PennypostLineOptions['follows']
}

/** Rooms of two, in each the two people of a direct conversation. */
export async function openPairs(bench: Bench, { ports, rooms, from = 1, follows }: Pairs): Promise<Room[]> {
  return await openRooms(rooms, 2, (room, place) =>
    openPerson(bench, {
      port: ports[place % ports.length] ?? 0,
      number: 2 * (from + room) - 1 + place,
      conversationId: conversationId(from + room),
      ...(follows && { follows }),
    }),
  )
}

type PersonOptions = Pick<PennypostLineOptions, 'port' | 'conversationId'> &
  Partial<Pick<PennypostLineOptions, 'follows' | 'request' | 'leastAnswerBytes'>> & { number: number }

/** A line of the person with a number, who by default follows a conversation and sends to it. */
export async function openPerson(bench: Bench, { number, ...options }: PersonOptions): Promise<Line> {
  return await openPennypostLine({
    token: await bench.signIn.tokenOf(userId(number)),
    follows: ['conversation'],
    request: sendTo(options.conversationId, createMessageIds()),
    ...options,
  })
}

/** The same rooms of two at the peer. */
export async function openPeerPairs(port: number, rooms: number, from = 1): Promise<Room[]> {
  const makeId = createMessageIds()
  return await openRooms(rooms, 2, (room, place) =>
    openSocketIoLine({
      port,
      token: `token-${userId(2 * (from + room) - 1 + place)}`,
      conversationId: conversationId(from + room),
      makeId,
    }),
  )
}

/** Opens rooms of a size, some lines at once. */
export async function openRooms(
  rooms: number,
  size: number,
  open: (room: number, place: number) => Promise<Line>,
): Promise<Room[]> {
  const opened = Array.from({ length: rooms }, () => createRoom())
  const wanted = opened.flatMap((room, index) =>
    Array.from({ length: size }, (_, place) => ({ room, index, place })),
  )
  for (let from = 0; from < wanted.length; from += AT_ONCE)
    await Promise.all(
      wanted.slice(from, from + AT_ONCE).map(async ({ room, index, place }) => {
        room.lines.push(await open(index, place))
      }),
    )
  return opened
}

export function createRoom(lines: Line[] = []): Room {
  return { lines, sent: new Tally() }
}

export function closeRooms(rooms: readonly Room[]): void {
  for (const { lines, writers = [] } of rooms) for (const line of [...lines, ...writers]) line.close()
}
