import type { PlayerId } from "@croupier/core/Ids"
import { Context, Effect, Layer } from "effect"
import type { Block, GateChange, Limit } from "../contract/Gate.js"
import { GateNotFound, GateUnavailable, PlayGate } from "../contract/PlayGate.js"

/** What a test does with the gate from behind. */
export class GateControl extends Context.Tag("@croupier/player/testing/GateControl")<
  GateControl,
  {
    /** While the effect runs every call of the gate fails. */
    readonly awayDuring: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    /** Blocks a scope from another source, such as an operator. */
    readonly block: (player: PlayerId, block: Block) => Effect.Effect<void>
    /** Removes those blocks of a source again. */
    readonly unblock: (player: PlayerId, source: string) => Effect.Effect<void>
    /** From now on a change for this player is a defect. */
    readonly confuse: (player: PlayerId) => Effect.Effect<void>
    /** While the effect runs the gate cannot be reached for this player. */
    readonly lostDuring: <A, E, R>(player: PlayerId, effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    readonly gate: (player: PlayerId) => Effect.Effect<GateState | undefined>
  }
>() {}

/** What a gate holds, and the ids of the changes that it took, in order. */
export interface GateState {
  readonly currency: string
  readonly blocks: ReadonlyArray<Block>
  readonly limits: ReadonlyArray<Limit>
  readonly changes: ReadonlyArray<string>
}

/** A gate without a wallet behind it. A change under a known id does nothing; under the id of another change it is a defect. */
export const layerMemory: Layer.Layer<PlayGate | GateControl> = Layer.effectContext(
  Effect.sync(() => {
    const gates = new Map<PlayerId, GateState>()
    const known = new Map<string, string>()
    const confused = new Set<PlayerId>()
    const lost = new Set<PlayerId>()
    let isAway = false
    const setAway = (away: boolean) =>
      Effect.sync(() => {
        isAway = away
      })
    const answering = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E | GateUnavailable> =>
      Effect.suspend(
        (): Effect.Effect<A, E | GateUnavailable> =>
          isAway ? new GateUnavailable({ detail: "the test has taken it away" }) : effect
      )
    const gateOf = (player: PlayerId) =>
      Effect.suspend(() => Effect.fromNullable(gates.get(player))).pipe(Effect.mapError(() => new GateNotFound()))
    return Context.make(PlayGate, {
      open: ({ currency, player }) =>
        answering(
          Effect.sync(() => {
            if (!gates.has(player)) gates.set(player, { currency, blocks: [], limits: [], changes: [] })
          })
        ),
      change: ({ brand, change, id, player }) =>
        answering(
          Effect.flatMap(gateOf(player), (gate) =>
            Effect.suspend(() => {
              if (lost.has(player)) return new GateUnavailable({ detail: "the test has lost this player's gate" })
              if (confused.has(player)) throw new Error("the gate does not understand this player")
              const print = JSON.stringify([player, change], (_, value) =>
                typeof value === "bigint" ? `${value}` : value
              )
              const first = known.get(`${brand} ${id}`)
              if (first !== undefined && first !== print) throw new Error(`${id} names two changes`)
              if (first !== undefined) return Effect.void
              known.set(`${brand} ${id}`, print)
              gates.set(player, changed(gate, id, change))
              return Effect.void
            })
          )
        ),
      current: (_, player) => answering(gateOf(player))
    }).pipe(
      Context.add(GateControl, {
        awayDuring: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
          Effect.zipRight(setAway(true), effect).pipe(Effect.ensuring(setAway(false))),
        block: (player, block) =>
          Effect.sync(() => {
            const gate = gates.get(player)
            if (gate !== undefined) gates.set(player, { ...gate, blocks: [...gate.blocks, block] })
          }),
        unblock: (player, source) =>
          Effect.sync(() => {
            const gate = gates.get(player)
            if (gate === undefined) return
            gates.set(player, { ...gate, blocks: gate.blocks.filter((block) => block.source !== source) })
          }),
        lostDuring: <A, E, R>(player: PlayerId, effect: Effect.Effect<A, E, R>) =>
          Effect.zipRight(
            Effect.sync(() => lost.add(player)),
            effect
          ).pipe(Effect.ensuring(Effect.sync(() => lost.delete(player)))),
        confuse: (player) => Effect.sync(() => void confused.add(player)),
        gate: (player) => Effect.sync(() => gates.get(player))
      })
    )
  })
)

const changed = (gate: GateState, id: string, { clear, limits, set }: GateChange): GateState => {
  const replaced = [...clear, ...set]
  const rest = gate.blocks.filter((block) =>
    replaced.every(({ scope, source }) => scope !== block.scope || source !== block.source)
  )
  return { ...gate, blocks: [...rest, ...set], limits: limits ?? gate.limits, changes: [...gate.changes, id] }
}
