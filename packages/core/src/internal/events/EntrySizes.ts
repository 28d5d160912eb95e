/** What a stream may hold at most. */
export interface StreamLimits {
  readonly bytes: number
  readonly entries: number
}

/** The bytes of the entries in a stream, which determine how many to trim. */
export class EntrySizes {
  readonly #sizes: Array<number> = []
  #bytes = 0

  /** Counts a new entry, as fields and values. Answers how many of those before it may stay, where not all of them may. */
  add(entry: ReadonlyArray<number | string>, limits: StreamLimits): number | undefined {
    const size = entry.reduce<number>((bytes, value) => bytes + Buffer.byteLength(String(value)), overhead)
    const before = this.#sizes.length
    while (this.#sizes.length > 0 && (this.#bytes + size > limits.bytes || this.#sizes.length >= limits.entries)) {
      this.#bytes -= this.#sizes.shift() ?? 0
    }
    const kept = this.#sizes.length
    this.#sizes.push(size)
    this.#bytes += size
    return kept < before ? kept : undefined
  }
}

/** What Redis itself needs for an entry. */
const overhead = 100
