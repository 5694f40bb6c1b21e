/** One `class` attribute from parts, of which some may be absent. */
export function joinClasses(...parts: (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ')
}
