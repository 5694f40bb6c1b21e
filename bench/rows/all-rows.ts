import type { Row } from '../table/row.ts'
import { fanoutRows } from './fanout-rows.ts'
import { growthRows } from './growth-rows.ts'
import { latencyRows } from './latency-rows.ts'
import { memoryRow } from './memory-rows.ts'
import { pageRow } from './page-row.ts'
import { pathRows } from './path-rows.ts'
import { peerRows } from './peer-rows.ts'
import { sendRows } from './send-rows.ts'
import { twoServersRow } from './two-servers-row.ts'

/** Every row of the table, in its order. */
export const allRows: Row[] = [
  ...sendRows,
  ...pathRows,
  ...fanoutRows,
  ...latencyRows,
  memoryRow,
  pageRow,
  ...peerRows,
  twoServersRow,
  ...growthRows,
]
