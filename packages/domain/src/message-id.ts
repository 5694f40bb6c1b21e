const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

/** Whether `id` is a UUIDv7 (RFC 9562, section 5.7), which starts with its instant. */
export function isUuidV7(id: string): boolean {
  return UUID_V7.test(id)
}

/** The instant in a UUIDv7's first 48 bits, in milliseconds since 1970. */
export function uuidV7Time(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
