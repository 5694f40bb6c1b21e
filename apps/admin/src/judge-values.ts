import { Command } from 'trpc-cli'

type Option = Command['options'][number]

const EXPECTED: Record<string, string> = {
  number: 'It must be a number.',
  boolean: 'It must be true or false.',
  string: 'It must not be empty.',
}

/**
 * Makes values that are no values errors of usage, as commander makes wrong choices: trpc-cli takes an option without one for
 * true, and an empty text for the number 0.
 */
export function judgeValues(command: Command): void {
  for (const option of command.options) {
    const kind = /[<[](number|boolean|string)/.exec(option.flags)?.[1]
    if (kind === undefined) continue
    if (kind !== 'boolean') demandValue(option)
    const { parseArg } = option
    option.argParser((value, previous) => {
      const parsed = parseArg === undefined ? value : parseArg(value, previous)
      if (value.trim() !== '' && typeof parsed === kind) return parsed
      return command.error(
        `error: option '${option.flags}' argument '${value}' is invalid. ${EXPECTED[kind]}`,
      )
    })
  }
  for (const part of command.commands) if (part instanceof Command) judgeValues(part)
}

function demandValue(option: Option): void {
  option.required = true
  option.optional = false
  option.flags = option.flags.replace('[', '<').replace(']', '>')
}
