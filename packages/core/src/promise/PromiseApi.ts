export type { EmbeddedHealth, HealthProblem } from "../embedded/EmbeddedHealth.js"
export { Closed, CroupierError, InvalidInput, NotReady, type Outcome, Unavailable } from "./CroupierError.js"
export type { OpenClient } from "./OpenClient.js"
export type {
  BackgroundOptions,
  BrandOptions,
  DatabaseOptions,
  LicenceOptions,
  LogEntry,
  MemoryOptions
} from "./Options.js"
