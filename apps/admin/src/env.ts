import {
  type Environment,
  readServerVariables,
  readVariables,
  toEnvironment,
  VARIABLES,
} from '@pennypost/api/environment'

/**
 * The only reader of this process's environment; an empty variable counts as absent.
 * @returns what was read, defaults in the place of what is wrong, one line for each of those that names it, and such lines
 * for all that would stop a server
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): {
  environment: Environment
  problems: string[]
  serverProblems: string[]
} {
  const { values, problems } = readVariables(VARIABLES, source)
  const serverProblems = readServerVariables(source).problems
  return { environment: toEnvironment(values), problems, serverProblems }
}
