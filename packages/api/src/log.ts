/** Structured logging, as pino does it. Fields never hold message text, tokens or SQL parameters. */
export type Log = {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}
