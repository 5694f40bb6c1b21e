import { startEmbeddedPostgres } from '@pennypost/db/embedded'

const [, , dataDir = ''] = process.argv
const say = (news: object) => process.stdout.write(`${JSON.stringify(news)}\n`)
const fail = (error: unknown) => {
  say({ failed: error instanceof Error ? error.message : String(error) })
  process.exit(1)
}

try {
  const server = await startEmbeddedPostgres({
    dataDir,
    onRestart: () => say({ restarted: server.pid }),
    onExit: fail,
  })
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0), fail))
  say({ ready: { pid: server.pid, host: server.host, firstStart: server.firstStart } })
} catch (error) {
  fail(error)
}
