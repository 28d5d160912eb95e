export type { EmbeddedHealth, HealthProblem } from "@croupier/core/embedded/EmbeddedHealth"
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
export type * from "./promise/CommandInputs.js"
export { newId, transactionKey } from "./promise/keys.js"
export { type MemoryOptions, migrate, openWallet, type WalletOptions } from "./promise/openWallet.js"
export { Refused } from "./promise/Refused.js"
export type * from "./promise/Views.js"
export type { HistoryOptions, PageOptions, WalletClient, WithdrawalOptions } from "./promise/WalletClient.js"
