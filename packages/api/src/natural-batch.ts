import { withDeadline } from './deadline.ts'

type Waiting<Item, Result> = {
  item: Item
  keys: string[]
  group: string | null
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/** What goes together, and what it keeps others from. */
type Batch<Item, Result> = {
  startedAtMs: number
  waiting: Waiting<Item, Result>[]
  keys: Set<string>
  groups: Set<string>
}

/** Answers for each item, in their order, one result or what went wrong; a promise of either for one that takes longer. */
type Run<Item, Result> = (items: Item[]) => Promise<(Result | Error | Promise<Result | Error>)[]>

export type NaturalBatchOptions<Item> = {
  /** How many batches may be under way at once. */
  lanes: number
  /** The most items in one batch. */
  most: number
  /** While fewer wait, no further lane is opened: they cost less together with what comes by the end of the one under way. */
  least?: number
  /** A lane that takes longer may be held up, by a lock or a slow page: another is opened for any number. */
  lateMs?: number
  deadlineMs: number
  /** Called where something ends after its deadline: whoever waited for it was told that it failed, and it may have happened. */
  onLate?: () => void
  /** Items that share a key are never in one batch, nor under way at once: they keep their order. */
  keysOf?: (item: Item) => string[]
  /** Items of a group may share a batch, but are under way in one lane at a time: a second would wait for the first one's locks. */
  groupOf?: (item: Item) => string
}

const LATE_MS = 10

/**
 * Natural group commit: what arrives while a batch is under way goes together at its end, and in a further lane at once where
 * enough wait. Where nothing is under way nothing waits, so a lone item goes at once and the batches grow just as far as the
 * load asks for. A lane takes its share and not all, unless too few for another were left, so that the lanes work side by side.
 */
export class NaturalBatch<Item, Result> {
  readonly #run: Run<Item, Result>
  readonly #options: NaturalBatchOptions<Item>
  #waiting: Waiting<Item, Result>[] = []
  /** Each with sets of its own: one that lived on would carry its discarded tables from collection to collection. */
  #underWay: Batch<Item, Result>[] = []
  #idle: (() => void)[] = []
  #lateness: NodeJS.Timeout | null = null

  constructor(run: Run<Item, Result>, options: NaturalBatchOptions<Item>) {
    this.#run = run
    this.#options = options
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const { keysOf, groupOf } = this.#options
      this.#waiting.push({
        item,
        keys: keysOf?.(item) ?? [],
        group: groupOf?.(item) ?? null,
        resolve,
        reject,
      })
      this.#fillLanes()
    })
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    if (this.#isIdle()) return
    await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #isIdle(): boolean {
    return this.#underWay.length === 0 && this.#waiting.length === 0
  }

  #fillLanes(): void {
    while (this.#waiting.length > 0 && this.#mayOpenLane()) {
      const batch = this.#takeBatch()
      if (batch.waiting.length === 0) return
      void this.#runBatch(batch)
    }
  }

  #mayOpenLane(): boolean {
    const { lanes, least = 1, lateMs = LATE_MS } = this.#options
    const [first] = this.#underWay
    if (first === undefined) return true
    if (this.#underWay.length === lanes) return false
    const leftMs = first.startedAtMs + lateMs - performance.now()
    if (this.#waiting.length >= least || leftMs <= 0) return true
    this.#lateness ??= setTimeout(() => {
      this.#lateness = null
      this.#fillLanes()
    }, leftMs)
    return false
  }

  #takeBatch(): Batch<Item, Result> {
    const { lanes, most, least = 1 } = this.#options
    const batch: Batch<Item, Result> = {
      startedAtMs: performance.now(),
      waiting: [],
      keys: new Set(),
      groups: new Set(),
    }
    const left: Waiting<Item, Result>[] = []
    const passedOver = new Set<string>()
    const underWay = this.#underWay.reduce((sum, { waiting }) => sum + waiting.length, 0)
    const fair = Math.max(least, Math.ceil((this.#waiting.length + underWay) / lanes))
    const share = this.#waiting.length - fair < least ? this.#waiting.length : fair
    const isTaken = (key: string) =>
      batch.keys.has(key) || passedOver.has(key) || this.#underWay.some(({ keys }) => keys.has(key))
    let seen = 0
    for (; seen < this.#waiting.length && batch.waiting.length < most; seen += 1) {
      const waiting = this.#waiting[seen]
      if (waiting === undefined) break
      const { keys, group } = waiting
      // Past its share a lane takes only what no other lane could.
      const isMine = group !== null && batch.groups.has(group)
      const isFree =
        batch.waiting.length < share &&
        (group === null || !this.#underWay.some(({ groups }) => groups.has(group)))
      if ((isMine || isFree) && !keys.some(isTaken)) {
        batch.waiting.push(waiting)
        if (group !== null) batch.groups.add(group)
        for (const key of keys) batch.keys.add(key)
      } else {
        left.push(waiting)
        for (const key of keys) passedOver.add(key)
      }
    }
    this.#waiting = left.concat(this.#waiting.slice(seen))
    return batch
  }

  async #runBatch(batch: Batch<Item, Result>): Promise<void> {
    const { waiting, startedAtMs } = batch
    const { deadlineMs, onLate } = this.#options
    this.#underWay.push(batch)
    try {
      const running = this.#run(waiting.map(({ item }) => item))
      const results = await withDeadline(running, deadlineMs, onLate)
      const later: Promise<void>[] = []
      const left: Waiting<Item, Result>[] = []
      for (const [index, each] of waiting.entries()) {
        const result = results[index] ?? new Error('the batch answered too few results')
        if (result instanceof Promise) {
          const leftMs = startedAtMs + deadlineMs - performance.now()
          left.push(each)
          later.push(
            withDeadline(result, leftMs, onLate)
              .then((settled) => settle(each, settled), each.reject)
              .finally(() => this.#release(batch, left, each)),
          )
        } else settle(each, result)
      }
      if (later.length > 0) await Promise.all(later)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    } finally {
      this.#underWay = this.#underWay.filter((other) => other !== batch)
      this.#fillLanes()
      if (this.#isIdle()) for (const resolve of this.#idle.splice(0)) resolve()
    }
  }

  /** Of a batch whose items go by themselves, only those that are left keep others from going. */
  #release(batch: Batch<Item, Result>, left: Waiting<Item, Result>[], settled: Waiting<Item, Result>): void {
    left.splice(left.indexOf(settled), 1)
    batch.keys = new Set(left.flatMap(({ keys }) => keys))
    batch.groups = new Set(left.flatMap(({ group }) => group ?? []))
    this.#fillLanes()
  }
}

function settle<Item, Result>({ resolve, reject }: Waiting<Item, Result>, result: Result | Error): void {
  if (result instanceof Error) reject(result)
  else resolve(result)
}
