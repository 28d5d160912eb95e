export { Closed, CroupierError, InvalidInput, NotReady, type Outcome, Unavailable } from "./promise/CroupierError.js"
export { consumeEvents } from "./promise/consumeEvents.js"
export type { ConsumedEvent, ConsumerOptions, EventConsumer, Query } from "./promise/EventConsumer.js"
export type { DatabaseOptions, LogEntry } from "./promise/Options.js"
