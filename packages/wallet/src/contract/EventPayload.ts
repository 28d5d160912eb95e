import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Uuid } from "@croupier/core/Ids"
import { Either, ParseResult, Record, Schema, type SchemaAST } from "effect"
import { Balance } from "./Result.js"
import { GameCategory, GameRef, RoundRef } from "./Round.js"

/** A signed decimal string in main units. */
const Text = Schema.String.pipe(Schema.pattern(/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/))
const Units = Schema.BigIntFromSelf

const moved = <A, I>(of: Schema.Schema<A, I>) => ({
  moved: Schema.Struct({ cash: of, bonus: of, held: of, debt: of })
})
const totals = <A, I>(of: Schema.Schema<A, I>) => ({
  totals: Schema.Struct({ stakeCash: of, stakeBonus: of, payoutCash: of, payoutBonus: of })
})

const change = { transaction: Uuid, balance: Balance }
const granted = { ...change, grant: Uuid }
const played = {
  ...change,
  round: RoundRef,
  game: GameRef.fields.code,
  category: GameCategory,
  /** The grant of the bonus money in the round's stake, if any. */
  grant: Schema.optionalWith(Uuid, { exact: true })
}

interface Amounts<A> {
  readonly balance: Balance
  readonly moved: Readonly<Record<string, A>>
  readonly totals?: Readonly<Record<string, A>>
}

/** Reads the signed decimal strings of a payload as ledger units of its balance's currency, and writes them. */
const inUnits = <A extends Amounts<bigint>, T extends Amounts<string>, I, J>(
  wire: Schema.Schema<T, I>,
  code: Schema.Schema<A, J>
): Schema.Schema<A, I> =>
  Schema.transformOrFail(wire, Schema.typeSchema(code), {
    strict: false,
    decode: (event: T, _options, ast) => {
      const currency = Currency.of(event.balance.currency)
      return ParseResult.try({
        try: () => mapAmounts(event, (text) => unitsOf(currency, text)),
        catch: (error) => complaint(ast, event, error)
      })
    },
    encode: (event: A) => {
      const currency = Currency.of(event.balance.currency)
      return ParseResult.succeed(mapAmounts(event, (units) => Amount.format(currency, units)))
    }
  })

/** A movement of the wallet's money: its transaction, the balance after it, and what moved on each account, signed. */
export const Movement = inUnits(
  Schema.Struct({ ...change, ...moved(Text) }),
  Schema.Struct({ ...change, ...moved(Units) })
)
export type Movement = typeof Movement.Type

/** The reversal of a deposit; `reverses` is the deposit's transaction. */
export const DepositReversal = inUnits(
  Schema.Struct({ ...change, reverses: Uuid, ...moved(Text) }),
  Schema.Struct({ ...change, reverses: Uuid, ...moved(Units) })
)
export type DepositReversal = typeof DepositReversal.Type

/** A movement of a bonus. */
export const GrantMovement = inUnits(
  Schema.Struct({ ...granted, ...moved(Text) }),
  Schema.Struct({ ...granted, ...moved(Units) })
)
export type GrantMovement = typeof GrantMovement.Type

/** A movement in a round; `moved` also says how it was funded. */
export const RoundMovement = inUnits(
  Schema.Struct({ ...played, ...moved(Text) }),
  Schema.Struct({ ...played, ...moved(Units) })
)
export type RoundMovement = typeof RoundMovement.Type

/** What a round came to, or by how much it changed after its end. */
export const RoundSettlement = inUnits(
  Schema.Struct({ ...played, ...moved(Text), ...totals(Text) }),
  Schema.Struct({ ...played, ...moved(Units), ...totals(Units) })
)
export type RoundSettlement = typeof RoundSettlement.Type

const mapAmounts = <A, B>({ moved, totals, ...rest }: Amounts<A>, make: (amount: A) => B): Amounts<B> => ({
  ...rest,
  moved: Record.map(moved, make),
  ...(totals === undefined ? {} : { totals: Record.map(totals, make) })
})

class Unreadable extends Error {}

const unitsOf = (currency: Currency.Currency, text: string): bigint => {
  const read = Amount.parseTotal(currency, text.replace("-", ""))
  if (Either.isLeft(read)) throw new Unreadable(read.left)
  return text.startsWith("-") ? -read.right : read.right
}

const complaint = (ast: SchemaAST.AST, event: unknown, error: unknown): ParseResult.ParseIssue => {
  if (!(error instanceof Unreadable)) throw error
  return new ParseResult.Type(ast, event, error.message)
}
