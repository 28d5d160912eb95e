import type { Server } from "node:http"
import { Server as Listener } from "node:net"
import { Duration, Effect, FiberId } from "effect"
import type { Exchange } from "./Exchange.js"
import { defaultMaxInFlight, type ServerOptions } from "./ServerOptions.js"

/**
 * The exchanges that a server works on, up to a bound, of which one host (so one brand) has three quarters: it keeps their
 * deadlines, and waits for them when the server stops.
 */
export class InFlight {
  readonly #options: Partial<ServerOptions>
  /** Whether the server stops: each response is then the last of its connection. */
  draining = false
  /** Whether it has stopped: a request that comes later is refused. */
  #stopped = false
  readonly #exchanges = new Set<Exchange>()
  /** How many of them each host has. */
  readonly #hosts = new Map<string, number>()
  readonly #most: number
  readonly #deadlineMillis: number
  #onEmpty: () => void = () => {}

  constructor(options: Partial<ServerOptions>) {
    this.#options = options
    this.#most = options.maxInFlight ?? defaultMaxInFlight
    this.#deadlineMillis = Duration.toMillis(options.deadline ?? "30 seconds")
  }

  /** Adds an exchange; false where the limit is reached and it has to be refused. */
  add(exchange: Exchange): boolean {
    const ofHost = this.#hosts.get(exchange.host) ?? 0
    const fits = this.#exchanges.size < this.#most && ofHost < (3 * this.#most) / 4
    this.#exchanges.add(exchange)
    this.#hosts.set(exchange.host, ofHost + 1)
    return (fits || isHealth(exchange)) && !this.#stopped
  }

  delete(exchange: Exchange): void {
    if (this.#exchanges.delete(exchange)) {
      const left = (this.#hosts.get(exchange.host) ?? 0) - 1
      if (left > 0) this.#hosts.set(exchange.host, left)
      else this.#hosts.delete(exchange.host)
    }
    if (this.#exchanges.size === 0) this.#onEmpty()
  }

  /**
   * Interrupts handlers past their deadline, and resets connections if their handler ignores that. A streamed body continues
   * past it for as long as some of it leaves. Exchanges are in the order of their start, so the first young one ends the search.
   */
  sweep(): void {
    const now = performance.now()
    for (const exchange of this.#exchanges) {
      const over = now - exchange.startedAt - this.#deadlineMillis
      if (over < 0) return
      if (exchange.streaming) {
        if (exchange.isStalled(now, this.#deadlineMillis)) exchange.outgoing.destroy()
        continue
      }
      exchange.fiber?.unsafeInterruptAsFork(FiberId.none)
      if (over > graceMillis) exchange.outgoing.destroy()
    }
  }

  /**
   * Takes no more connections and waits for requests in flight; what is not done in time is interrupted and reset. Open
   * connections may bring one more request for a moment: a client that just received `keep-alive` may have sent it already.
   */
  drain(server: Server): Effect.Effect<void> {
    const disused = Effect.async<void>((resume) => {
      const done = (): void => resume(Effect.sync(() => server.closeIdleConnections()))
      // By Node's own timer: connections are real, also where a test replaces the clock.
      const linger = setTimeout(done, Duration.toMillis(this.#options.linger ?? "100 millis"))
      server.once("close", () => {
        clearTimeout(linger)
        done()
      })
    })
    // The close of an HTTP server would end idle connections at once.
    const stopListening = Effect.sync(() => Listener.prototype.close.call(server))
    return Effect.ensuring(
      this.#settle(Effect.zipRight(stopListening, disused)),
      Effect.sync(() => server.closeAllConnections())
    )
  }

  /** The same where connections are another server's: what is not done in time is interrupted, and its response destroyed. */
  get drainHosted(): Effect.Effect<void> {
    const end = Effect.sync(() => {
      this.#stopped = true
      for (const { outgoing } of this.#exchanges) outgoing.destroy()
    })
    return Effect.ensuring(this.#settle(Effect.void), end)
  }

  #settle(disused: Effect.Effect<void>): Effect.Effect<void> {
    const empty = Effect.async<void>((resume) => {
      this.#onEmpty = () => resume(Effect.void)
      if (this.#exchanges.size === 0) resume(Effect.void)
    })
    const interrupt = Effect.sync(() => {
      for (const { fiber } of this.#exchanges) fiber?.unsafeInterruptAsFork(FiberId.none)
    })
    return Effect.sync(() => {
      this.draining = true
    }).pipe(
      Effect.zipRight(disused),
      Effect.zipRight(empty),
      Effect.interruptible,
      Effect.timeout(this.#options.drainTimeout ?? "8 seconds"),
      Effect.catchAll(() => Effect.zipRight(interrupt, Effect.timeoutOption(Effect.interruptible(empty), "500 millis")))
    )
  }
}

/** Health checks are answered under full load too. */
const isHealth = ({ incoming }: Exchange): boolean => /^\/health(?:\/live)?(?:\?|$)/.test(incoming.url ?? "")

const graceMillis = 5000
