import { withDeadline } from './deadline.ts'

type Waiting<Item, Result> = {
  item: Item
  keys: string[]
  group: string | null
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

export type NaturalBatchOptions<Item> = {
  /** How many batches may be under way at once. */
  lanes: number
  /** The most items in one batch. */
  most: number
  deadlineMs: number
  /** Items that share a key are never in one batch, nor under way at once: they keep their order. */
  keysOf?: (item: Item) => string[]
  /** Items of a group may share a batch, but are under way in one lane at a time: a second would wait for the first one's locks. */
  groupOf?: (item: Item) => string
}

/**
 * Natural group commit: what arrives while the lanes are busy goes together as soon as one is free. No timer, so a lone
 * item goes at once and the batches grow just as far as the load asks for. A lane takes its share and not all, so that the
 * lanes work side by side instead of one carrying everything.
 */
export class NaturalBatch<Item, Result> {
  readonly #run: (items: Item[]) => Promise<(Result | Error)[]>
  readonly #options: NaturalBatchOptions<Item>
  readonly #keysUnderWay = new Set<string>()
  readonly #groupsUnderWay = new Set<string>()
  #waiting: Waiting<Item, Result>[] = []
  #underWay = 0
  #itemsUnderWay = 0
  #idle: (() => void)[] = []

  /** @param run answers one result, or what went wrong, for each item, in their order */
  constructor(run: (items: Item[]) => Promise<(Result | Error)[]>, options: NaturalBatchOptions<Item>) {
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
    if (this.#underWay === 0 && this.#waiting.length === 0) return
    await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #fillLanes(): void {
    while (this.#underWay < this.#options.lanes && this.#waiting.length > 0) {
      const batch = this.#takeBatch()
      if (batch.length === 0) return
      void this.#runBatch(batch)
    }
  }

  #takeBatch(): Waiting<Item, Result>[] {
    const { lanes, most } = this.#options
    const batch: Waiting<Item, Result>[] = []
    const left: Waiting<Item, Result>[] = []
    const passedOver = new Set<string>()
    const groups = new Set<string>()
    const share = Math.ceil((this.#waiting.length + this.#itemsUnderWay) / lanes)
    let seen = 0
    for (; seen < this.#waiting.length && batch.length < most; seen += 1) {
      const waiting = this.#waiting[seen]
      if (waiting === undefined) break
      const { keys, group } = waiting
      // Past its share a lane takes only what no other lane could.
      const isMine = group !== null && groups.has(group)
      const isFree = batch.length < share && (group === null || !this.#groupsUnderWay.has(group))
      if ((isMine || isFree) && keys.every((key) => !this.#keysUnderWay.has(key) && !passedOver.has(key))) {
        batch.push(waiting)
        if (group !== null) groups.add(group)
        for (const key of keys) this.#keysUnderWay.add(key)
      } else {
        left.push(waiting)
        for (const key of keys) passedOver.add(key)
      }
    }
    for (const group of groups) this.#groupsUnderWay.add(group)
    this.#waiting = left.concat(this.#waiting.slice(seen))
    return batch
  }

  async #runBatch(batch: Waiting<Item, Result>[]): Promise<void> {
    this.#underWay += 1
    this.#itemsUnderWay += batch.length
    try {
      const results = await withDeadline(this.#run(batch.map(({ item }) => item)), this.#options.deadlineMs)
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index] ?? new Error('the batch answered too few results')
        if (result instanceof Error) reject(result)
        else resolve(result)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      this.#underWay -= 1
      this.#itemsUnderWay -= batch.length
      for (const { keys, group } of batch) {
        for (const key of keys) this.#keysUnderWay.delete(key)
        if (group !== null) this.#groupsUnderWay.delete(group)
      }
      this.#fillLanes()
      if (this.#underWay === 0 && this.#waiting.length === 0)
        for (const resolve of this.#idle.splice(0)) resolve()
    }
  }
}
