import { Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { connect } from '@pennypost/db'
import fc from 'fast-check'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'

/** What goes to the database and comes back, through `array-types.ts` and `packages/db/patches`. */
function openSql() {
  const { url } = inject('postgres')
  const { sql, close } = connect(url, { maxConnections: 1 })
  return { sql, [Symbol.asyncDispose]: close }
}

/** The two characters that arrays quote, what arrays are made of, and any other. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '{', '}', ',', ' ', '\n'),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  ),
})
/** Postgres keeps neither of the two. */
const storable = text.filter((each) => !each.includes('\0') && each.isWellFormed())

test('texts of every kind, and what looks like none, come back from an array as they went', async () => {
  await using opened = openSql()
  const { sql } = opened
  const values = fc.array(fc.oneof(storable, fc.constantFrom('null', 'NULL', '', '{}'), fc.constant(null)))
  await fc.assert(
    fc.asyncProperty(values, async (sent) => {
      const rows = await sql<{ each: string | null }[]>`
        select each from unnest(${sent}::text[]) with ordinality as asked(each, place) order by place`
      expect(rows.map(({ each }) => each)).toEqual(sent)
    }),
  )
})

test('whole numbers of every length come back as JavaScript reads them', async () => {
  await using opened = openSql()
  const { sql } = opened
  const big = fc.oneof(
    fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
    fc.bigInt(-(2n ** 53n), 2n ** 53n),
    fc.bigInt(-100n, 100n),
    fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 999_999_999_999_999n, -99_999_999_999_999n, 10n ** 15n),
  )
  const small = fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 })
  await fc.assert(
    fc.asyncProperty(big, fc.integer(), small, async (int8, int4, int2) => {
      const [row] = await sql`
        select ${String(int8)}::bigint as int8, ${int4}::integer as int4, ${int2}::smallint as int2, null::bigint as none`
      expect(row).toEqual({ int8: Number(int8), int4: int4 || 0, int2: int2 || 0, none: null })
    }),
    {
      examples: [
        [0n, -(2 ** 31), -(2 ** 15)],
        [-1n, 2 ** 31 - 1, 2 ** 15 - 1],
      ],
    },
  )
})

test('whole numbers of whoever reads them otherwise are read so, and what is none is no number', async () => {
  const { url, host } = inject('postgres')
  const hex = {
    to: 23,
    from: [23],
    serialize: String,
    parse: (text: string) => `0x${Number(text).toString(16)}`,
  }
  const sql = postgres(url, { host, max: 1, fetch_types: false, types: { hex } })
  await using _ = { [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }) }
  expect(await sql`select 1::bigint as int8, 255::integer as int4`).toEqual([{ int8: '1', int4: '0xff' }])

  await using opened = openSql()
  // Postgres does not tell again what `execute` answers.
  const execute = () => opened.sql`execute told`
  await opened.sql.unsafe(`prepare told as select 7 as answer`)
  expect(await execute()).toEqual([{ answer: 7 }])
  await opened.sql.unsafe(`deallocate told; prepare told as select 'abc' as answer`)
  expect(await execute()).toEqual([{ answer: Number.NaN }])
})

test('rows come whole, wherever the way cuts what the database sends', async () => {
  const { url, host } = inject('postgres')
  let cut = 1
  const socket = () => {
    const opened = new CutSocket(() => cut)
    return opened.connect(`${host}/.s.PGSQL.5432`)
  }
  // postgres.js takes it, and its types leave it out.
  const sql = postgres(url, { host, max: 1, fetch_types: false, ...{ socket } })
  await using _ = { [Symbol.asyncDispose]: () => sql.end({ timeout: 5 }) }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.array(storable), async (bytes, sent) => {
      cut = bytes
      const rows = await sql<{ place: number; each: string }[]>`
        select place::integer as place, each
        from json_array_elements_text(${JSON.stringify(sent)}::text::json) with ordinality as asked(each, place)`
      expect([...rows]).toEqual(sent.map((each, index) => ({ place: index + 1, each })))
    }),
  )
})

test('a row of forty columns is no hash table', async () => {
  await using opened = openSql()
  const columns = Array.from({ length: 40 }, (_, index) => `${index} as column_${index}`)
  const [row] = await opened.sql.unsafe(`select ${columns.join()}`)
  setFlagsFromString('--allow-natives-syntax')
  const isFast = new Function('row', 'return %HasFastProperties(row)')
  setFlagsFromString('--no-allow-natives-syntax')
  expect(isFast(row)).toBe(true)
})

/** A connection that hands on what comes in pieces of a size. */
class CutSocket extends Socket {
  readonly #size: () => number

  constructor(size: () => number) {
    super({})
    this.#size = size
  }

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    const [chunk] = given
    if (event !== 'data' || !Buffer.isBuffer(chunk)) return super.emit(event, ...given)
    const size = this.#size()
    for (let at = 0; at < chunk.length; at += size) super.emit(event, chunk.subarray(at, at + size))
    return true
  }
}
