import { runCommand } from './run-command.ts'

// Whoever reads our data may stop before its end, as `head` does.
process.stdout.on('error', () => process.exit())
process.exitCode = await runCommand(process.argv.slice(2))
