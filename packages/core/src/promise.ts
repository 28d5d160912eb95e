export { consumeEvents } from "./internal/promise/consumeEvents.js"
export type { ConsumedEvent, ConsumerOptions, EventConsumer, Query } from "./internal/promise/EventConsumer.js"
export { Closed, CroupierError, InvalidInput, NotReady, type Outcome, Unavailable } from "./promise/CroupierError.js"
export type { DatabaseOptions, LogEntry } from "./promise/Options.js"
