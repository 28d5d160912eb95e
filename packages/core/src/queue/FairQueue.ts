/** What `visit` says of an item: it leaves the queue, it stays, or it stays and the visit ends. */
export type Visited = "taken" | "left" | "enough"

/**
 * A bounded queue with one line per share (a brand, mostly). Shares take turns: one that floods delays the others by one item
 * each. Within a share the order is that of arrival.
 */
export class FairQueue<A> {
  /** Non-empty lines, the next to be served first. */
  readonly #lines = new Map<string, Array<A>>()
  #size = 0

  /** `most` is how many items of one share may wait. */
  constructor(readonly most: number) {}

  get size(): number {
    return this.#size
  }

  /** Adds an item behind those of its share; false, and nothing is added, where its share has `most` waiting. */
  offer(share: string, item: A): boolean {
    if ((this.#lines.get(share)?.length ?? 0) >= this.most) return false
    this.putBack(share, item)
    return true
  }

  /** Adds an item that was taken before, behind those of its share and whatever the bound. */
  putBack(share: string, item: A): void {
    const line = this.#lines.get(share)
    if (line === undefined) this.#lines.set(share, [item])
    else line.push(item)
    this.#size++
  }

  /** The next item in turn, of a share that `mayTake` allows. */
  take(mayTake: (share: string) => boolean = always): A | undefined {
    for (const [share, line] of this.#lines) {
      if (!mayTake(share)) continue
      const item = line.shift()
      this.#put(share, line)
      this.#size--
      return item
    }
    return undefined
  }

  /** Removes an item that no longer waits; false where it was not waiting. */
  remove(share: string, item: A): boolean {
    const line = this.#lines.get(share)
    const at = line?.indexOf(item) ?? -1
    if (line === undefined || at === -1) return false
    line.splice(at, 1)
    if (line.length === 0) this.#lines.delete(share)
    this.#size--
    return true
  }

  /** Removes the last item of the share that has the most waiting: it makes room when all shares together have too many. */
  dropFromLongest(): A | undefined {
    let longest: readonly [string, Array<A>] | undefined
    for (const line of this.#lines) if (longest === undefined || line[1].length > longest[1].length) longest = line
    const item = longest?.[1].pop()
    if (longest === undefined || item === undefined) return undefined
    if (longest[1].length === 0) this.#lines.delete(longest[0])
    this.#size--
    return item
  }

  /** Visits items in turn, one of each share per round, until one is `enough` or all were visited. */
  visit(visit: (item: A) => Visited): void {
    let round = [...this.#lines].map(([share, line]) => ({ share, line, at: 0, left: [] as Array<A> }))
    const all = round
    const served: Array<string> = []
    let isOver = false
    while (round.length > 0 && !isOver) {
      for (const each of round) {
        const item = each.line[each.at]!
        const visited = visit(item)
        if (visited === "enough") {
          isOver = true
          break
        }
        each.at++
        if (visited === "left") each.left.push(item)
        else served.push(each.share)
      }
      round = round.filter(({ at, line }) => at < line.length)
    }
    for (const { at, left, line, share } of all) {
      this.#size -= at - left.length
      const rest = at === 0 ? line : [...left, ...line.slice(at)]
      if (rest.length === 0) this.#lines.delete(share)
      else this.#lines.set(share, rest)
    }
    // The share that was served last is the last to be served next.
    for (const share of served.slice(-all.length)) {
      const line = this.#lines.get(share)
      if (line !== undefined) this.#put(share, line)
    }
  }

  #put(share: string, line: Array<A>): void {
    this.#lines.delete(share)
    if (line.length > 0) this.#lines.set(share, line)
  }
}

const always = (): boolean => true
