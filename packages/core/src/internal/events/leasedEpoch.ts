import { Duration, Effect, Option, type Scope } from "effect"
import { type Lease, Leases } from "../../worker/Lease.js"

/**
 * The epoch of the lease that this process holds now, none while another holds it. It grows with each holder; every write
 * made under the lease is refused where a newer one has been seen.
 */
export type Epoch = Effect.Effect<Option.Option<bigint>>

/** Which lease, the holder's name (default: this process's own), and for how long it outlives its holder (default 10 s). */
export interface LeaseOptions {
  readonly name: string
  readonly holder?: string
  readonly lease?: Duration.DurationInput
}

/**
 * The epoch of a lease that is taken when it is free, renewed on request and released with the scope. A store that is unavailable is
 * a defect, as in `Leases`.
 */
export const leasedEpoch = ({
  name,
  holder = holderName(),
  lease: duration = "10 seconds"
}: LeaseOptions): Effect.Effect<Epoch, never, Leases | Scope.Scope> =>
  Effect.gen(function* () {
    const leases = yield* Leases
    const renewAfter = Duration.toMillis(duration) / 4
    let held = Option.none<Lease>()
    let askedAt = Number.NEGATIVE_INFINITY
    yield* Effect.addFinalizer(() =>
      Option.match(held, { onNone: () => Effect.void, onSome: (lease) => Effect.ignore(leases.release(lease)) }).pipe(
        Effect.timeoutOption("2 seconds"),
        Effect.catchAllDefect(() => Effect.void)
      )
    )
    return Effect.suspend(() => {
      // By the monotonic clock, and from before the query: a process that was frozen asks again.
      const now = performance.now()
      if (Option.isSome(held) && now - askedAt < renewAfter) return Effect.succeed(Option.map(held, epochOf))
      return leases.acquire(name, holder, duration).pipe(
        Effect.map((taken) => {
          held = taken
          askedAt = now
          return Option.map(taken, epochOf)
        })
      )
    })
  })

const epochOf = ({ epoch }: Lease): bigint => epoch

let processes = 0

/** A name that no other process and no other holder in this one has. */
export const holderName = (): string => `${process.pid}-${++processes}-${crypto.randomUUID()}`
