import { Effect, Either } from "effect"
import * as Ports from "../../development/Ports.js"
import { type Finding, fault, ok } from "./Finding.js"

/** The ports of `croupier dev` that another process has; undefined where the platform runs here already. */
export type PortFacts = Either.Either<void, Ports.PortTaken>

/** Tries them. */
export const portFacts: Effect.Effect<PortFacts> = Effect.flatMap(Effect.option(Ports.ports), (ports) =>
  ports._tag === "None" ? Effect.succeed(Either.void) : Effect.either(Ports.free(ports.value))
)

/** A port that is taken keeps `croupier dev` from starting. */
export const portFindings = (facts: PortFacts): ReadonlyArray<Finding> => [
  Either.isRight(facts)
    ? ok("ports.free", "the ports of croupier dev are free")
    : fault(
        "ports.free",
        `port ${facts.left.port} (${facts.left.listener}) is in use`,
        `stop the process that uses the port, or move all ports: PORT_OFFSET=1000 croupier dev`
      )
]
