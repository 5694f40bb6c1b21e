import type { Sql } from 'postgres'

/** A way in which a SQL function could go wrong: what stands there, and what stands there instead. */
export type Plant = { name: string; find: RegExp; replace: string }

/** Plants a mistake in a function of a test database; disposing takes it out again. */
export async function plant(sql: Sql, { name, find, replace }: Plant): Promise<AsyncDisposable> {
  const [row] = await sql<{ definition: string }[]>`
    select pg_get_functiondef(oid) as definition from pg_proc
    where pronamespace = 'pennypost'::regnamespace and proname = ${name}`
  const definition = row?.definition ?? ''
  const planted = definition.replace(find, replace)
  if (planted === definition) throw new Error(`${name} has nothing that matches ${find}: mend the plant`)
  await sql.unsafe(planted)
  return {
    async [Symbol.asyncDispose]() {
      await sql.unsafe(definition)
    },
  }
}
