import { Schema } from "effect"

/**
 * The ledger was restored from a dump: its entries carry transaction ids of another server, which say nothing here. Servers
 * are named by their system identifier.
 */
export class LedgerRebaseNeeded extends Schema.TaggedError<LedgerRebaseNeeded>()("LedgerRebaseNeeded", {
  follower: Schema.String,
  server: Schema.String,
  here: Schema.String
}) {
  override get message(): string {
    return (
      `the ${this.follower} has stopped: the ledger's entries were numbered by server ${this.server}, and this is server ` +
      `${this.here}; check that it is the right database, then run: npm run outbox -- rebase wallet`
    )
  }
}
