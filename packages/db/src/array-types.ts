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
  return Array.isArray(values) ? `{${values.map(serializeElement).join(',')}}` : values
}

function serializeElement(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = String(value)
  // Looking first costs a third of replacing, and hardly any text has one.
  return text.includes('"') || text.includes('\\') ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`
}
