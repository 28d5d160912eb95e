import * as Amount from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import { isIdentifier, isWord, readObject } from "@croupier/game/provider"
import { Either, Schema } from "effect"

const word = (longest: number) => Schema.String.pipe(Schema.filter((text) => isWord(text, longest)))
const identifier = Schema.String.pipe(Schema.filter((text) => isIdentifier(text)))

const player = { player: word(64), session: word(255), currency: CurrencyCode }
const transaction = {
  ...player,
  id: identifier,
  round: word(255),
  ends: Schema.optionalWith(Schema.Boolean, { default: () => false })
}
const money = { ...transaction, game: word(128), amount: Amount.Amount }

/** A call of the protocol. Amounts are decimal texts in main units, such as `"2.50"`, and exact. */
export const PebbleCall = Schema.Union(
  Schema.Struct({ call: Schema.Literal("balance"), ...player }),
  Amount.inCurrency(Schema.Struct({ call: Schema.Literal("bet"), ...money })),
  Amount.inCurrency(Schema.Struct({ call: Schema.Literal("win"), ...money, bet: identifier })),
  Schema.Struct({ call: Schema.Literal("rollback"), ...transaction, of: identifier })
)
export type PebbleCall = typeof PebbleCall.Type

const decode = Schema.decodeUnknownEither(PebbleCall)

/** Reads a signed body; Left where it is no call of the protocol. */
export const read = (body: Uint8Array): Either.Either<PebbleCall, "BAD_CALL"> =>
  readObject(body).pipe(
    Either.flatMap(({ fields }) => decode(fields)),
    Either.mapLeft(() => "BAD_CALL" as const)
  )
