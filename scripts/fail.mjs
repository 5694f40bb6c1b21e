/** Ends the process with one line on stderr and exit code 1 (or the one given). */
export function fail(line, exitCode = 1) {
  process.stderr.write(`${line}\n`)
  process.exit(exitCode)
}
