import postgres from 'postgres'

type Exceptions = {
  /** Whether an error of Postgres may be one item's fault; any may, unless this says otherwise. */
  maySpoil?: (error: postgres.PostgresError) => boolean
  /** What an item's own error means to whoever asked for it. */
  judge?: (error: Error) => Error
}

/**
 * Runs a batch as one statement. Where Postgres refuses that, one item may have spoilt it for all of them: each then goes by
 * itself, so that none fails its neighbours, nor keeps them waiting.
 * @param run answers one result for each item, in their order
 * @returns a result or an error for each item, in their order; a promise of it for one that goes by itself
 */
export async function runTogether<Item, Result>(
  items: Item[],
  run: (items: Item[]) => Promise<Result[]>,
  { maySpoil = () => true, judge = (error) => error }: Exceptions = {},
): Promise<(Result | Error | Promise<Result | Error>)[]> {
  const runAlone = async (item: Item): Promise<Result | Error> => {
    try {
      const [result] = await run([item])
      return result ?? new Error('the statement answered nothing for an item that went alone')
    } catch (error) {
      return judge(error instanceof Error ? error : new Error(String(error)))
    }
  }
  try {
    return await run(items)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || !maySpoil(error)) throw error
    return items.map(runAlone)
  }
}
