import { Schema } from "effect"

/** The consumer may take no event at all, or has parked too many: its position does not move until the cause is fixed. */
export class ConsumerStopped extends Schema.TaggedError<ConsumerStopped>()("ConsumerStopped", {
  consumer: Schema.String,
  domain: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `${this.consumer} of ${this.domain} has stopped without parking events: ${this.reason}`
  }
}
