/**
 * An answer that several callers get alike: made once, and an adapter may write it once for all of them. Whoever hands it on
 * unwritten gives its `value`, or a copy where the value may be changed.
 */
export class SharedAnswer<Value> {
  readonly value: Value
  /** What an adapter made of it: the part that all frames share. */
  written: Buffer | null = null

  constructor(value: Value) {
    this.value = value
  }

  toJSON(): Value {
    return this.value
  }
}
