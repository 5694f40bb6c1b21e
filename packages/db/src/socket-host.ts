/**
 * The `host` option for postgres.js when a database URL names a Unix socket's folder the way libpq does,
 * `postgres://user@%2Frun%2Fpostgresql:5432/name`: postgres.js does not decode it by itself.
 * Use as `postgres(url, { ...socketHost(url) })`; empty for every other URL.
 */
export function socketHost(databaseUrl: string): { host?: string } {
  const host = decodeURIComponent(new URL(databaseUrl).hostname)
  return host.startsWith('/') ? { host } : {}
}
