import { Clock, Effect } from "effect"

/** How many lines of one name there may be. */
export interface SampleRate {
  readonly perSecond: number
  readonly burst: number
}

interface Line {
  left: number
  at: number
  suppressed: number
}

/** Decides which of many log lines of one name are written, so that an outside client cannot fill a log. Holds at most `capacity` names. */
export class LogSample {
  readonly #rate: SampleRate
  readonly #capacity: number
  readonly #lines = new Map<string, Line>()

  constructor(rate: SampleRate, capacity = 1000) {
    this.#rate = rate
    this.#capacity = capacity
  }

  /** How many lines of this name were left out since the last one that was written; undefined where this one is left out too. */
  admit(name: string, now: number): number | undefined {
    const line = this.#lines.get(name) ?? this.#add(name, now)
    line.left = Math.min(this.#rate.burst, line.left + (Math.max(0, now - line.at) * this.#rate.perSecond) / 1000)
    line.at = now
    if (line.left < 1) {
      line.suppressed++
      return undefined
    }
    const { suppressed } = line
    line.left--
    line.suppressed = 0
    return suppressed
  }

  /** Logs a line of this name, with the number of those `suppressed` before it, or leaves it out. */
  log(name: string, line: Effect.Effect<void>): Effect.Effect<void> {
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const suppressed = this.admit(name, now)
      return suppressed === undefined ? Effect.void : Effect.annotateLogs(line, { suppressed })
    })
  }

  #add(name: string, now: number): Line {
    const oldest = this.#lines.keys().next()
    if (this.#lines.size >= this.#capacity && !oldest.done) this.#lines.delete(oldest.value)
    const line = { left: this.#rate.burst, at: now, suppressed: 0 }
    this.#lines.set(name, line)
    return line
  }
}
