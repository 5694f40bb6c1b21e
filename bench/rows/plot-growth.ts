import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bench, RESULTS } from '../surroundings/bench.ts'
import { SIZES } from '../surroundings/grown-databases.ts'
import { drawPlot } from '../table/draw-plot.ts'
import { pageCost } from './growth-rows.ts'
import { openPath, sendersInPairs } from './measure-path.ts'

/** Measures a send and a page at every size and draws them. @returns the picture's path */
export async function plotGrowth(bench: Bench): Promise<string> {
  const sends: number[] = []
  const lastPages: number[] = []
  const deepPages: number[] = []
  for (const size of SIZES) {
    const path = openPath(bench, await bench.grown.urlOf(size))
    sends.push((await path.measureCost(sendersInPairs(200))).figure)
    await path.close()
    const { details = {} } = await pageCost(bench, size)
    lastPages.push(details['last µs'] ?? Number.NaN)
    deepPages.push(details['deep µs'] ?? Number.NaN)
  }
  const file = join(RESULTS, 'bench-growth.svg')
  const title = 'What a send and a page of 50 cost Postgres as messages grow'
  const lines = [
    { name: 'send', values: sends },
    { name: 'last page', values: lastPages },
    { name: 'deep page', values: deepPages },
  ]
  writeFileSync(file, drawPlot({ title, unit: 'µs of CPU', at: SIZES, lines }))
  return file
}
