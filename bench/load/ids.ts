/** The direct conversation of persons 2·n − 1 and 2·n, as sql/people.sql makes it; 0 is the group. */
export function conversationId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** Everyone's conversation. */
export const GROUP = conversationId(0)

/** @param number from 1 on */
export function userId(number: number): string {
  return `u${number}`
}

/** Makes UUIDv7s of this moment, cheaply: a counter stands where others have chance. */
export function createMessageIds(): () => string {
  let made = Math.floor(Math.random() * 2 ** 40)
  return () => {
    made += 1
    const time = Date.now().toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7abc-8abc-${made.toString(16).padStart(12, '0')}`
  }
}
