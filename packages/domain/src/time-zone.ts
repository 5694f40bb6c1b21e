/**
 * Whether `name` is an IANA zone, aliases included, in any case of letters. Offsets (`+05:00`) and paths are none.
 * Asks the runtime's own zone data; the database has the last word.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
