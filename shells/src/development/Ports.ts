import { createServer } from "node:net"
import * as Setting from "@croupier/core/config/Setting"
import { Config, Data, Effect } from "effect"

/** The ports of the topology contract; the simulators follow them. */
const contract = {
  gateway: 8080,
  player_service: 8010,
  wallet_service: 8011,
  game_service: 8012,
  rolling_service: 8013,
  agent_service: 8015,
  sandbox: 8090,
  sandbox_softswiss: 8091,
  postgres: 5433
} as const

/** What listens in one development process. */
export type Listener = keyof typeof contract

/** Moves all listeners together, so that several checkouts run side by side. */
export const portOffset = Setting.integer("PORT_OFFSET", {
  description: "offset added to every port of `npm start`",
  default: 0,
  min: 0,
  max: 57_000
})

/** The port of each listener. */
export const ports: Config.Config<Record<Listener, number>> = Config.map(portOffset, (offset) => ({
  gateway: contract.gateway + offset,
  player_service: contract.player_service + offset,
  wallet_service: contract.wallet_service + offset,
  game_service: contract.game_service + offset,
  rolling_service: contract.rolling_service + offset,
  agent_service: contract.agent_service + offset,
  sandbox: contract.sandbox + offset,
  sandbox_softswiss: contract.sandbox_softswiss + offset,
  postgres: contract.postgres + offset
}))

/** Another process listens on a port that `npm start` needs. */
export class PortTaken extends Data.TaggedError("PortTaken")<{ readonly port: number; readonly listener: Listener }> {
  override get message(): string {
    return `port ${this.port} (${this.listener}) is in use: stop the process that uses it, or move all ports with PORT_OFFSET`
  }
}

/** Fails when one of the ports is taken, before anything is begun. Not for PostgreSQL, since its server may be up already. */
export const free = (ports: Readonly<Record<Listener, number>>): Effect.Effect<void, PortTaken> =>
  Effect.forEach(Object.keys(contract) as ReadonlyArray<Listener>, (listener) => {
    const port = ports[listener]
    return listener === "postgres" ? Effect.void : probe(port, new PortTaken({ port, listener }))
  })

const probe = (port: number, taken: PortTaken): Effect.Effect<void, PortTaken> =>
  Effect.async((resume) => {
    const server = createServer()
    server.once("error", () => resume(taken))
    server.listen(port, "127.0.0.1", () => server.close(() => resume(Effect.void)))
  })

/** The address of a port on this machine. */
export const local = (port: number): string => `http://127.0.0.1:${port}`
