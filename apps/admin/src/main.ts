import { runCommand } from './run-command.ts'

const FAILED = 1

// Whoever reads our data may stop before its end, as `head` does; a disk that is full is another matter.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit()
  process.stderr.write(`The output could not be written: ${error.message}\n`, () => process.exit(FAILED))
})
// Nobody may listen to our talk: what was begun is brought to its end.
process.stderr.on('error', () => {})
process.exitCode = await runCommand(process.argv.slice(2))
