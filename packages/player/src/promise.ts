export type { EmbeddedKey } from "@croupier/core/embedded/EmbeddedKeys"
export * from "@croupier/core/promise/PromiseApi"
export {
  migrate,
  openPlayers,
  type PlayersClient,
  type PlayersOptions,
  type TokenOwner
} from "./internal/promise/openPlayers.js"
export type { PlainPlayGate } from "./internal/promise/PlainPlayGate.js"
