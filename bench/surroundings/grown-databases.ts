import { migrate } from '@pennypost/db'
import postgres from 'postgres'
import { readSql } from './read-sql.ts'

/** How many messages the databases of the growth rows hold. */
export const SIZES = [10_000, 100_000, 1_000_000, 10_000_000]

export type GrownDatabases = {
  /** A database with so many messages, made when it is first asked for. */
  urlOf(size: number): Promise<string>
  nameOf(size: number): string
}

export function createGrownDatabases({ url, host }: { url: string; host: string }): GrownDatabases {
  const made = new Map<number, Promise<string>>()
  const nameOf = (size: number) => `grown_${size}`
  const make = async (size: number) => {
    process.stderr.write(`  writing ${size} messages by SQL …\n`)
    const admin = postgres(url, { host, max: 1, onnotice: () => {} })
    await admin.unsafe(`create database ${nameOf(size)}`)
    await admin.end()
    const grownUrl = url.replace(/[^/]*$/, nameOf(size))
    await migrate(grownUrl, { testClock: false })
    const sql = postgres(grownUrl, { host, max: 1, onnotice: () => {} })
    await sql.unsafe(readSql('people'))
    // One by one: several statements in one go are a transaction, in which nothing can be vacuumed.
    for (const statement of readSql('growth').replaceAll(':size', String(size)).split(';\n'))
      await sql.unsafe(statement)
    await sql.end()
    return grownUrl
  }
  return {
    nameOf,
    urlOf(size) {
      const url = made.get(size) ?? make(size)
      made.set(size, url)
      return url
    },
  }
}
