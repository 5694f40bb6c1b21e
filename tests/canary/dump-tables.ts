import type { Sql } from 'postgres'

/** Every row of every table of the schema, as text, by table. A new table is in it by itself. */
export async function dumpTables(sql: Sql): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'pennypost'::regnamespace and relkind in ('r', 'p', 'm') order by relname`
  const dump: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`
      select t::text as row from ${sql(`pennypost.${name}`)} t order by t::text`
    dump[name] = rows.map(({ row }) => row)
  }
  return dump
}
