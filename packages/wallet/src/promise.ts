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
export type * from "./internal/promise/CommandInputs.js"
export { newId, transactionKey } from "./internal/promise/Keys.js"
export { type MemoryOptions, migrate, openWallet, type WalletOptions } from "./internal/promise/openWallet.js"
export { Refused } from "./internal/promise/Refused.js"
export type * from "./internal/promise/Views.js"
export type { HistoryOptions, PageOptions, WalletClient, WithdrawalOptions } from "./internal/promise/WalletClient.js"
export type { WalletPlayGate } from "./internal/promise/WalletPlayGate.js"
