import { Clock, Context, Duration, Effect, Layer, Option, Schema } from "effect"

/**
 * The right to do something alone, until it expires. The epoch rises with every new holder and whenever the lease had
 * lapsed in between, so that a write under an old one can be detected.
 */
export interface Lease {
  readonly name: string
  readonly holder: string
  readonly epoch: bigint
}

/** The lease has expired or is another's: whatever was written under it in this transaction must not stay. */
export class LeaseLost extends Schema.TaggedError<LeaseLost>()("LeaseLost", {
  name: Schema.String,
  epoch: Schema.BigIntFromSelf
}) {
  override get message(): string {
    return `the lease ${this.name} with epoch ${this.epoch} is no longer held`
  }
}

/** Leases by name. The store's clock decides, never the holder's. None of the methods joins its caller's transaction. */
export class Leases extends Context.Tag("@croupier/core/Leases")<
  Leases,
  {
    /**
     * Takes the lease for this long when it is free; `None` while another holds it. The current holder keeps the epoch. A
     * holder's name is one process's alone.
     */
    readonly acquire: (
      name: string,
      holder: string,
      duration: Duration.DurationInput
    ) => Effect.Effect<Option.Option<Lease>>
    /** Extends it by this long from now; fails when it has expired, even where no other holder has taken it yet. */
    readonly renew: (lease: Lease, duration: Duration.DurationInput) => Effect.Effect<void, LeaseLost>
    /** Releases it at once. A lease that is already lost is ignored. */
    readonly release: (lease: Lease) => Effect.Effect<void>
    readonly isHeld: (lease: Lease) => Effect.Effect<boolean>
  }
>() {}

/** For workers of one process, by its clock. */
export const layerMemory: Layer.Layer<Leases> = Layer.sync(Leases, () => {
  const held = new Map<string, Lease & { readonly expiresAt: number }>()
  const current = (lease: Lease, now: number): boolean => {
    const found = held.get(lease.name)
    return found !== undefined && found.epoch === lease.epoch && found.expiresAt > now
  }
  const at = <A>(decide: (now: number) => A) => Effect.map(Clock.currentTimeMillis, decide)
  const keep = (lease: Lease, until: number) => held.set(lease.name, { ...lease, expiresAt: until })
  return {
    acquire: (name, holder, duration) =>
      at((now) => {
        const last = held.get(name)
        const free = last === undefined || last.expiresAt <= now
        if (!free && last.holder !== holder) return Option.none()
        const lease = { name, holder, epoch: (last?.epoch ?? 0n) + (free ? 1n : 0n) }
        keep(lease, now + Duration.toMillis(duration))
        return Option.some(lease)
      }),
    renew: (lease, duration) =>
      Effect.flatten(
        at((now) => {
          if (!current(lease, now)) return new LeaseLost({ name: lease.name, epoch: lease.epoch })
          keep(lease, now + Duration.toMillis(duration))
          return Effect.void
        })
      ),
    release: (lease) =>
      at((now) => {
        if (current(lease, now)) keep(lease, now)
      }),
    isHeld: (lease) => at((now) => current(lease, now))
  }
})
