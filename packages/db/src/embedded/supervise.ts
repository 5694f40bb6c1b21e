import { setTimeout as delay } from 'node:timers/promises'
import type { EmbeddedConnection } from './connection.ts'
import { DataFolderInUseError } from './embedded-postgres-error.ts'
import { type Hold, holdDataFolder } from './hold-data-folder.ts'
import { type Launch, launchPostmaster, type Postmaster } from './postmaster.ts'
import { takeOver } from './take-over.ts'

type Running = { postmaster: Postmaster; hold: Hold }

export type Listeners = {
  log?: (line: string) => void
  onRestart?: () => void
  onExit?: (error: Error) => void
}

const firstPauseMs = 50
const longestPauseMs = 5_000

/** Starts Postgres, claims its data folder, and starts it again whenever it ends until `stop` is called. */
export async function supervise(launch: Launch, connection: EmbeddedConnection, listeners: Listeners) {
  const stopping = new AbortController()
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()))
  let running = await bringUp(launch, connection)
  const watched = watch()

  async function watch(): Promise<void> {
    for (;;) {
      const { postmaster, hold } = running
      const how = await Promise.race([postmaster.ended, hold.lost, stopped])
      if (stopping.signal.aborted) return
      listeners.log?.(`Postgres ${how ?? 'cut our session'}; bringing it back.`)
      try {
        running = await restore(running)
      } catch (error) {
        if (error instanceof DataFolderInUseError) listeners.onExit?.(error)
        return
      }
      listeners.log?.('Postgres is back.')
      listeners.onRestart?.()
    }
  }

  async function restore({ postmaster, hold }: Running): Promise<Running> {
    let ended = false
    postmaster.ended.then(() => {
      ended = true
    })
    await hold.release()
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      stopping.signal.throwIfAborted()
      try {
        if (ended) return await bringUp(launch, connection)
        return { postmaster, hold: await holdDataFolder(connection) }
      } catch (error) {
        if (error instanceof DataFolderInUseError) throw error
        listeners.log?.(error instanceof Error ? error.message : String(error))
      }
      await delay(pauseMs, undefined, { signal: stopping.signal })
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await watched
    await running.hold.release()
    await running.postmaster.stop()
  }

  return { pid: () => running.postmaster.pid, stop }
}

async function bringUp(launch: Launch, connection: EmbeddedConnection): Promise<Running> {
  await takeOver(launch.folder)
  const postmaster = await launchPostmaster(launch)
  try {
    return { postmaster, hold: await holdDataFolder(connection) }
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) await postmaster.stop()
    throw error
  }
}
