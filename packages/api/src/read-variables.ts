import type { z } from 'zod'

/** What a process was given. */
export type Source = Record<string, string | undefined>

/**
 * Parses what a process was given; an empty variable counts as absent.
 * @param variables an object of which every part has a default or is optional
 * @returns the values, defaults in the place of what is wrong, and one line for each of those that names it
 */
export function readVariables<Values>(
  variables: z.ZodType<Values>,
  source: Source,
): { values: Values; problems: string[] } {
  const given = Object.entries(source).filter(([, value]) => value !== '')
  const parsed = variables.safeParse(Object.fromEntries(given))
  if (parsed.success) return { values: parsed.data, problems: [] }
  const { issues } = parsed.error
  const wrong = new Set(issues.map(({ path }) => String(path[0])))
  // The value itself is left out: it may be a secret.
  const problems = issues.map(({ path, message }) => `${String(path[0])} ${message}`)
  return {
    values: variables.parse(Object.fromEntries(given.filter(([name]) => !wrong.has(name)))),
    problems: [...new Set(problems)],
  }
}
