/** Postgres's type numbers (pg_type.oid) of the arrays that statements take; postgres.js cannot tell all of them from the elements. */
export const ARRAY_TYPES = {
  boolean: 1000,
  integer: 1007,
  text: 1009,
  bigint: 1016,
  double: 1022,
  timestamptz: 1185,
  uuid: 2951,
}

/**
 * How arrays are written, by type number. postgres.js would ask the database for it on each new connection, in a query whose
 * failure nobody catches: one connection that is lost at that instant would end the process.
 */
export const ARRAY_SERIALIZERS: Record<number, (values: unknown) => unknown> = Object.fromEntries(
  Object.values(ARRAY_TYPES).map((type) => [type, serializeArray]),
)

function serializeArray(values: unknown): unknown {
  if (!Array.isArray(values)) return values
  const elements = values.map((value: unknown) =>
    value === null || value === undefined ? 'null' : `"${String(value).replace(/["\\]/g, '\\$&')}"`,
  )
  return `{${elements.join(',')}}`
}
