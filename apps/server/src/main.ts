import { explainDatabase } from '@pennypost/api'
import { migrate } from '@pennypost/db'
import { startEmbeddedPostgres } from '@pennypost/db/embedded'
import { LIMITS } from '@pennypost/domain'
import closeWithGrace from 'close-with-grace'
import type { Logger } from 'pino'
import { keepSecret } from './auth/keep-secret.ts'
import { createServer, type Server } from './create-server.ts'
import { readEnvironment, type ServerEnvironment } from './env.ts'
import { explained, explainListen, lineOf } from './explain-start.ts'
import { createLog } from './log.ts'
import { watchParent } from './watch-parent.ts'

/** How to stop what has been started, in the order of the starts. */
const running: (() => Promise<void>)[] = []

async function start(): Promise<void> {
  const environment = readEnvironment()
  const log = createLog(environment.logLevel)
  const databaseUrl = environment.databaseUrl ?? (await startPostgres(environment, log))
  const authSecret = environment.authSecret ?? (await keepSecret(environment.dataDir))
  const { testClock } = environment.settings
  await explained(explainDatabase, () => migrate(databaseUrl, { testClock }))
  const server = await createServer({
    ...environment,
    databaseUrl,
    authSecret,
    demo: demoOf(environment),
    log,
  })
  running.push(() => server.stop())
  const explain = explainListen(environment.host, environment.port)
  greet(await explained(explain, () => server.start()), environment)
}

async function startPostgres({ dataDir }: ServerEnvironment, log: Logger): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: (line) => log.info({}, line),
    onExit: (error) => {
      process.stderr.write(`${lineOf(error)}\n`)
      close()
    },
  })
  running.push(() => postgres.stop())
  return postgres.url
}

function demoOf({ seedDemo, databaseUrl, production }: ServerEnvironment) {
  const wanted = seedDemo === 'auto' ? databaseUrl === null && !production : seedDemo === '1'
  return wanted ? 'seed' : 'off'
}

function greet(
  { port, url, demoPeople }: Awaited<ReturnType<Server['start']>>,
  { host }: ServerEnvironment,
): void {
  const address = host === '127.0.0.1' ? `http://localhost:${port}` : url
  const people = demoPeople.map(({ email, password }) => `    ${email.padEnd(24)} password: ${password}`)
  const lines = ['', `  Pennypost runs on ${address}`, '']
  if (people.length > 0) lines.push('  Sign in as one of', ...people, '')
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function stopAll(): Promise<void> {
  for (const stop of running.splice(0).reverse()) await stop()
}

const starting = start()

const { close } = closeWithGrace({ delay: LIMITS.shutdownMs, logger: false }, async ({ err }) => {
  if (err) process.stderr.write(`Pennypost stops because of an error: ${lineOf(err)}\n`)
  // What is half started is let come up, so that nothing of it is left behind.
  await starting.catch(() => {})
  await stopAll()
})
watchParent(close)

try {
  await starting
} catch (error) {
  process.stderr.write(`Pennypost cannot start: ${lineOf(error)}\n`)
  await stopAll()
  process.exit(1)
}
