export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
export type { EmbeddedKey } from "@croupier/core/embedded/EmbeddedKeys"
export {
  Closed,
  CroupierError,
  InvalidInput,
  NotReady,
  type Outcome,
  Unavailable
} from "@croupier/core/promise/CroupierError"
export type {
  BackgroundOptions,
  BrandOptions,
  DatabaseOptions,
  LicenceOptions,
  LogEntry
} from "@croupier/core/promise/Options"
export {
  migrate,
  openPlayers,
  type PlayersClient,
  type PlayersOptions,
  type TokenOwner
} from "./internal/promise/openPlayers.js"
export type { PlainPlayGate } from "./internal/promise/PlainPlayGate.js"
