/**
 * An instant as Postgres writes it to a session in UTC, as ISO 8601 to the millisecond. Most are cut and put together:
 * through a `Date` each takes four times as long, and a page of messages has two hundred.
 * @throws RangeError for what is no instant, such as 'infinity'
 */
export function toIsoInstant(text: string): string {
  const isUsual = text.length >= 22 && text.length <= 26 && text.endsWith('+00') && text[10] === ' '
  if (!isUsual) return new Date(text).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`
}
