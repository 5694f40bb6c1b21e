/** Where a read mark stands after "I have read up to here": never back, never past the last change. */
export function moveReadMark(readSeq: number, upToSeq: number, lastSeq: number): number {
  return Math.max(readSeq, Math.min(upToSeq, lastSeq))
}
