import type { Cluster } from './cluster.ts'
import { play, type Report, type RunOptions } from './play.ts'

const SENDS_PER_SECOND = 50

export type RollingOptions = RunOptions & { restarts: number }

/**
 * Both servers are restarted in order, one after the other, again and again, behind one address. No send fails, though a sender
 * tries only twice.
 */
export function runRolling({ restarts, ...options }: RollingOptions): Promise<Report> {
  let done = 0
  const act = async (cluster: Cluster) => {
    for (; done < restarts; done += 1) {
      for (const server of cluster.servers) {
        await server.stop()
        await server.start()
        await cluster.balancer.ready(cluster.servers.length)
      }
    }
  }
  return play({
    ...options,
    sends: null,
    sendsPerSecond: SENDS_PER_SECOND,
    moveMs: 2_000,
    castOptions: ({ balancer }) => ({ origins: [balancer.origin], mostAttempts: 2 }),
    act,
    describe: () => `${done}/${restarts} rolling restarts`,
  })
}
