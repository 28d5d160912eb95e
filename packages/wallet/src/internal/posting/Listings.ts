import * as Cursor from "@croupier/core/http/Cursor"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import type { Round, Transaction, Withdrawal } from "../../rules/State.js"

const Millis = Schema.NumberFromString.pipe(Schema.int())

/** A wallet's history, newest first: a page continues below a version. */
export const history = Cursor.pages(Schema.Tuple(Schema.BigInt), ({ version }: Transaction) => [version] as const)

/** A wallet's rounds, newest first. */
export const rounds = Cursor.pages(
  Schema.Tuple(Millis, Schema.String, Schema.String),
  ({ id, openedAt, provider }: Round) => [openedAt, provider, id] as const
)

/** Withdrawals, newest first. */
export const withdrawals = Cursor.pages(
  Schema.Tuple(Millis, Uuid),
  ({ id, requestedAt }: Withdrawal) => [requestedAt, id] as const
)
