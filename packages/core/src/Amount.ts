import { Either, Option, ParseResult, Schema, SchemaAST } from "effect"
import type { CurrencyCode } from "./Currency.js"
import * as Currency from "./Currency.js"

/**
 * A non-negative count of a currency's ledger units (`10^-ledgerScale` of a main unit). The currency is a separate value:
 * a player, an account and a posting each have exactly one.
 */
export const Amount = Schema.BigIntFromSelf.pipe(
  Schema.filter((units) => (units >= 0n && units <= max) || `an amount is 0 to ${max} ledger units`),
  Schema.brand("Amount")
)
export type Amount = typeof Amount.Type

/** The largest amount of one command; a balance or a sum of many is not bound by it. */
export const max = 2_000_000_000_000_000_000n

/** The largest balance or total of one wallet: more than 10^11 commands of the largest amount add up to. */
export const maxTotal = 10n ** 30n

/** A non-negative count of ledger units that is a state (a balance, a sum, a total) and not a command's amount. */
export const Total = Schema.BigIntFromSelf.pipe(
  Schema.filter((units) => (units >= 0n && units <= maxTotal) || `a total is 0 to ${maxTotal} ledger units`)
)
export type Total = typeof Total.Type

/** Nothing, in any currency. */
export const zero = 0n as Amount

/** Takes units that are known to be in range; throws otherwise, since that is a defect of the caller. */
export const fromUnits = (units: bigint): Amount => {
  if (units < 0n || units > max) throw new RangeError(`an amount is 0 to ${max} ledger units, not ${units}`)
  return units as Amount
}

/** The smaller of two amounts. */
export const min = (a: Amount, b: Amount): Amount => (a < b ? a : b)

const decimal = /^(0|[1-9][0-9]{0,17})(?:\.([0-9]{1,18}))?$/
const totalDecimal = /^(0|[1-9][0-9]{0,30})(?:\.([0-9]{1,18}))?$/

/**
 * Reads a decimal string in main units (`"12500"`, `"0.403604"`) at a number of decimals, by default the ledger's. Left
 * is a sentence that says what is wrong: an exponent, a sign, a character that is no ASCII digit, too many digits, or
 * too large.
 */
export const parse = (
  currency: Currency.Currency,
  text: string,
  decimals = currency.ledgerScale
): Either.Either<Amount, string> =>
  Either.flatMap(read(decimal, currency, text, decimals), (units) =>
    units > max
      ? Either.left(`the amount is over the maximum of ${format(currency, max)} ${currency.code}`)
      : Either.right(fromUnits(units))
  )

/** Reads a balance or a total, which may be larger than the amount of any command. */
export const parseTotal = (currency: Currency.Currency, text: string): Either.Either<Total, string> =>
  Either.filterOrLeft(
    read(totalDecimal, currency, text, currency.ledgerScale),
    (units) => units <= maxTotal,
    () => `the total is over the maximum of ${format(currency, maxTotal)} ${currency.code}`
  )

const read = (
  pattern: RegExp,
  currency: Currency.Currency,
  text: string,
  decimals: number
): Either.Either<bigint, string> => {
  const match = pattern.exec(text)
  if (!match) return Either.left(malformed(text))
  const fraction = match[2] ?? ""
  if (fraction.length > decimals) {
    return Either.left(
      decimals === 0
        ? `an amount in ${currency.code} has no decimals here`
        : `an amount in ${currency.code} has at most ${decimals} decimals here`
    )
  }
  return Either.right(BigInt(match[1] + fraction.padEnd(currency.ledgerScale, "0")))
}

const malformed = (text: string): string => {
  if (/^[-+]/.test(text)) return "an amount has no sign"
  if (/[eE]/.test(text)) return "an amount has no exponent"
  return 'an amount is a decimal string in main units, such as "12500" or "0.25"'
}

/** Writes units as a decimal string in main units, without trailing zeros; a negative count gets its sign. */
export const format = (currency: Currency.Currency, units: bigint): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(currency.ledgerScale + 1, "0")
  const whole = digits.slice(0, digits.length - currency.ledgerScale)
  const fraction = digits.slice(whole.length).replace(/0+$/, "")
  return (units < 0n ? "-" : "") + whole + (fraction === "" ? "" : `.${fraction}`)
}

/** A decimal string of money on the wire, before its currency is known. */
export const Decimal = Schema.String.annotations({
  identifier: "DecimalAmount",
  description: "an amount as a decimal string in main units",
  message: () => malformed(""),
  examples: ["12500", "0.403604"]
})

/** Replaces the branded bigint of an amount's field by the decimal string it is on the wire. */
type OnWire<I> = {
  readonly [K in keyof I]: I[K] extends bigint
    ? string
    : Extract<I[K], bigint> extends never
      ? I[K]
      : string | Exclude<I[K], bigint>
}

/**
 * A struct with a `currency`; its top-level `Amount` and `Total` fields are decimal strings on the wire and ledger units
 * in code. An amount that cannot be read fails with a sentence at its own path.
 *
 * @example
 * const Deposit = Amount.inCurrency(Schema.Struct({ currency: CurrencyCode, amount: Amount.Amount }))
 */
export const inCurrency = <A extends { readonly currency: CurrencyCode }, I extends { readonly currency: string }>(
  struct: Schema.Schema<A, I>
): Schema.Schema<A, OnWire<I>> => {
  const names = amountFields(struct.ast)
  return Schema.transformOrFail(wireStruct<I>(struct, names), struct, {
    strict: false,
    decode: (wire: Record<string, unknown>, _options, ast) => readFields(wire, names, ast),
    encode: (units: Record<string, unknown>) => ParseResult.succeed(writeFields(units, names))
  }) as unknown as Schema.Schema<A, OnWire<I>>
}

const readFields = (wire: Record<string, unknown>, fields: Fields, ast: SchemaAST.AST) => {
  const units: Record<string, unknown> = { ...wire }
  const currency = Currency.of(wire.currency as CurrencyCode)
  for (const [name, isCommands] of fields) {
    const text = wire[name]
    if (typeof text !== "string") continue
    const parsed = isCommands ? parse(currency, text) : parseTotal(currency, text)
    if (Either.isLeft(parsed)) {
      return ParseResult.fail(new ParseResult.Pointer(name, wire, new ParseResult.Type(ast, text, parsed.left)))
    }
    units[name] = parsed.right
  }
  return ParseResult.succeed(units)
}

const writeFields = (units: Record<string, unknown>, fields: Fields): Record<string, unknown> => {
  const wire: Record<string, unknown> = { ...units }
  const currency = Currency.of(units.currency as CurrencyCode)
  for (const name of fields.keys()) {
    const value = units[name]
    if (typeof value === "bigint") wire[name] = format(currency, value)
  }
  return wire
}

const isAmount = (ast: SchemaAST.AST): boolean =>
  ast._tag === "BigIntKeyword" ||
  (ast._tag === "Refinement" && isAmount(ast.from)) ||
  (ast._tag === "Union" && ast.types.some(isAmount))

/** Fields that hold money, and whether each is the amount of a command; otherwise it is a total. */
type Fields = ReadonlyMap<string, boolean>

const amountFields = (ast: SchemaAST.AST): Fields =>
  new Map(
    SchemaAST.getPropertySignatures(SchemaAST.typeAST(ast))
      .filter((property) => isAmount(property.type))
      .map((property) => [String(property.name), isBranded(property.type)])
  )

const isBranded = (ast: SchemaAST.AST): boolean =>
  ast._tag === "Union"
    ? ast.types.some(isBranded)
    : Option.exists(SchemaAST.getBrandAnnotation(ast), (brands) => brands.includes("Amount"))

const onWire = (ast: SchemaAST.AST): SchemaAST.AST =>
  ast._tag === "Union"
    ? SchemaAST.Union.make(ast.types.map((type) => (isAmount(type) ? Decimal.ast : type)))
    : Decimal.ast

const wireStruct = <I>(struct: Schema.Schema.All, fields: Fields): Schema.Schema<Record<string, unknown>, I> => {
  const encoded = SchemaAST.encodedAST(struct.ast)
  const properties = SchemaAST.getPropertySignatures(encoded).map((property) =>
    fields.has(String(property.name))
      ? new SchemaAST.PropertySignature(property.name, onWire(property.type), property.isOptional, true)
      : property
  )
  return Schema.make(new SchemaAST.TypeLiteral(properties, []))
}
