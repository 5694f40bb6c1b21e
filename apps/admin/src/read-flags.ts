/** What is complete by itself; the word after any other option is that option's value. */
const COMPLETE = new Set(['--json', '--yes', '--help', '--dry-run'])

/** Takes `--json` and `--yes` out of a command's words: anywhere but as the value of an option, or behind `--`. */
export function readFlags(argv: readonly string[]): { json: boolean; yes: boolean; words: string[] } {
  const flags = { '--json': false, '--yes': false }
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length
  const words = argv.filter((word, at) => {
    if ((word !== '--json' && word !== '--yes') || at > end || wantsValue(argv[at - 1])) return true
    flags[word] = true
    return false
  })
  return { json: flags['--json'], yes: flags['--yes'], words }
}

function wantsValue(word: string | undefined): boolean {
  return word !== undefined && /^--[^=]+$/.test(word) && !COMPLETE.has(word)
}
