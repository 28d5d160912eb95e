import type { Actor } from "@croupier/core/Actor"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import { FastCheck } from "effect"
import type { Command, CommandOf, WalletCommand } from "../contract/Command.js"
import type { ReceivingAccount } from "../contract/ReceivingAccount.js"
import type { GameRef } from "../contract/Round.js"
import { once, provider, type TransactionKey } from "../contract/TransactionKey.js"
import { freezeBlocks } from "../rules/freezeBlocks.js"

/** The two brands that sequences are made over, until a run puts its own in their place. */
export const brands = ["b1", "b2"] as unknown as readonly [BrandKey, BrandKey]

/** Three players; the same three ids under both brands, so that only the brand distinguishes the rows. */
export const wallets = [1, 2, 3].map((n) => uuid(0, n) as WalletId)

export const currency = "EUR" as CurrencyCode
export const actor: Actor = { kind: "system", id: "laws" }
const game: GameRef = { code: "starlight", category: "slots" }
const excludedGame: GameRef = { code: "barred", category: "table" }

/** An id out of a small pool, so that commands collide. */
export function uuid(pool: number, n: number): string {
  return `00000000-0000-7000-8${pool.toString(16).padStart(3, "0")}-${n.toString(16).padStart(12, "0")}`
}

const oneOf = <A>(...values: ReadonlyArray<A>): FastCheck.Arbitrary<A> => FastCheck.constantFrom(...values)
const amount = FastCheck.oneof(
  { weight: 8, arbitrary: FastCheck.bigInt(1n, 200n) },
  { weight: 1, arbitrary: FastCheck.constant(0n) },
  { weight: 1, arbitrary: FastCheck.bigInt(1n, 100_000n) }
).map(fromUnits)

const small = FastCheck.integer({ min: 0, max: 11 })
const money = small.map((n) => provider("hub88", "money", `t${n}`))
const round = FastCheck.integer({ min: 0, max: 4 }).map((n) => ({ provider: "hub88", id: `r${n}` }))
/** Most commands are for one wallet, so that histories go deep as well as wide. */
const place = FastCheck.record({
  brand: oneOf(brands[0], brands[0], brands[1]),
  wallet: oneOf(wallets[0]!, wallets[0]!, wallets[0]!, ...wallets)
})
const key = (kind: string): FastCheck.Arbitrary<TransactionKey> => FastCheck.nat(29).map((n) => once(kind, String(n)))
const pooled = (pool: number, size: number): FastCheck.Arbitrary<string> =>
  FastCheck.integer({ min: 1, max: size }).map((n) => uuid(pool, n))
const closesRound = FastCheck.boolean()
const head = { actor: FastCheck.constant(actor) }
const cash = { currency: FastCheck.constant(currency), amount }
const someReviews = oneOf([], [], [], ["account-is-shared"])
const reason = FastCheck.constant("law")
const operator = (id: string): Actor => ({ kind: "operator", id })
const operatorOf = oneOf(operator("ann"), operator("ben"))

type Fields = Record<string, FastCheck.Arbitrary<unknown>>

/** Every kind of command with its fields; the brand and the wallet are added to all. */
const kinds: ReadonlyArray<readonly [weight: number, tag: Command["_tag"], fields: Fields]> = [
  [10, "bet", { key: money, ...cash, round, game: oneOf(game, game, excludedGame), closesRound }],
  [
    8,
    "win",
    {
      key: money,
      ...cash,
      round,
      game: FastCheck.constant(game),
      kind: oneOf("normal", "normal", "free-round", "promo", "jackpot"),
      bet: FastCheck.option(money, { nil: undefined }),
      missingBet: oneOf("refuse", "credit"),
      closesRound
    }
  ],
  [
    7,
    "rollback",
    {
      key: small.map((n) => provider("hub88", "rollback", `b${n}`)),
      original: money,
      shortfall: oneOf("debt", "clamp"),
      closesRound
    }
  ],
  [2, "round-close", { key: key("close"), round }],
  [
    3,
    "deposit",
    { key: key("deposit"), ...cash, from: oneOf({ kind: "bank", sub: "main" }, { kind: "suspense", sub: "" }) }
  ],
  [2, "deposit-reverse", { key: key("reverse"), original: key("deposit"), reason }],
  [
    2,
    "deposit-request",
    {
      key: key("ask"),
      ...cash,
      amount: FastCheck.constant(fromUnits(100n)),
      request: pooled(1, 9),
      reference: FastCheck.integer({ min: 0, max: 9 }).map((n) => `ABC12${n}`),
      expiresAt: FastCheck.constant(4_102_444_800_000)
    }
  ],
  [
    2,
    "deposit",
    {
      key: key("complete"),
      ...cash,
      amount: FastCheck.constant(fromUnits(100n)),
      from: FastCheck.constant({ kind: "bank", sub: "main" }),
      request: pooled(1, 9),
      actor: oneOf(actor, operator("ann")),
      despite: oneOf([], ["blocked-player"], ["over-limit"])
    }
  ],
  [
    1,
    "deposit-request-end",
    { key: key("end"), request: pooled(1, 9), as: oneOf("cancelled", "expired", "rejected"), reason }
  ],
  [3, "withdraw-hold", { key: key("hold"), ...cash, withdrawal: pooled(2, 9) }],
  [3, "withdraw-approve", { key: key("approve"), withdrawal: pooled(2, 9), reviews: someReviews }],
  [3, "withdraw-pay", { key: key("pay"), withdrawal: pooled(2, 9), reviews: someReviews }],
  [1, "withdraw-fail", { key: key("fail"), withdrawal: pooled(2, 9), reason }],
  [
    1,
    "withdraw-release",
    { key: key("release"), withdrawal: pooled(2, 9), as: oneOf("rejected", "cancelled"), reason }
  ],
  [2, "withdraw-settle", { key: key("settle"), withdrawal: pooled(2, 9), bank: FastCheck.constant("main") }],
  [2, "withdraw-return", { key: key("return"), withdrawal: pooled(2, 9), reason }],
  [
    3,
    "bonus-grant",
    {
      key: key("grant"),
      ...cash,
      grant: pooled(3, 9),
      maxBet: oneOf(null, null, fromUnits(150n)),
      maxCashOut: oneOf(null, fromUnits(60n)),
      expiresAt: FastCheck.constant(null),
      excludedGames: oneOf([], [excludedGame.code])
    }
  ],
  [1, "bonus-convert", { key: key("convert"), grant: pooled(3, 9) }],
  [1, "bonus-forfeit", { key: key("forfeit"), grant: pooled(3, 9), as: oneOf("forfeited", "expired", "lost") }],
  [1, "commission-payout", { key: key("commission"), ...cash }],
  [
    1,
    "adjust",
    { key: key("adjust"), ...cash, account: oneOf("cash", "bonus"), direction: oneOf("credit", "debit"), reason }
  ],
  [1, "debt-settle", { key: key("settle-debt"), ...cash }],
  [1, "debt-write-off", { key: key("write-off"), ...cash, reason }],
  [
    1,
    "gate",
    {
      key: key("gate"),
      change: oneOf(
        { set: [{ scope: "bet", source: "status", reason: "law", author: actor, until: null }], clear: [] },
        { set: [], clear: [{ scope: "bet", source: "status" }] },
        { set: [{ scope: "deposit", source: "exclusion", reason: "law", author: actor, until: null }], clear: [] },
        { set: freezeBlocks("law", actor), clear: [] },
        { set: [], clear: [{ scope: "bet", source: "reconciliation" }] },
        { set: [], clear: [{ scope: "deposit", source: "exclusion" }], limits: [] },
        { set: [], clear: [], limits: [{ kind: "deposit", period: "day", amount: fromUnits(150n) }] },
        { set: [], clear: [], limits: [{ kind: "stake", period: "day", amount: fromUnits(500n) }] },
        { set: [], clear: [], limits: [{ kind: "loss", period: "week", amount: fromUnits(300n) }] }
      )
    }
  ],
  [
    2,
    "unfreeze",
    { key: key("unfreeze"), freeze: key("gate"), actor: oneOf(actor, operator("ann")), askedBy: operatorOf, reason }
  ],
  [
    1,
    "brand-transfer",
    {
      key: key("transfer"),
      ...cash,
      kind: oneOf("bank-receive", "bank-send", "adjust"),
      from: oneOf({ kind: "bank", sub: "main" }, { kind: "suspense", sub: "" }),
      to: oneOf({ kind: "suspense", sub: "" }, { kind: "fees", sub: "" }),
      reason
    }
  ]
]

const build = (
  tag: Command["_tag"],
  fields: Record<string, unknown>,
  at: { brand: BrandKey; wallet: WalletId }
): Command => {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const where = tag === "brand-transfer" ? { brand: at.brand } : at
  return { _tag: tag, ...where, ...given } as unknown as Command
}

/** Any command but the opening of a wallet, over small pools of ids so that they repeat, contradict and reverse each other. */
export const command: FastCheck.Arbitrary<Command> = FastCheck.oneof(
  ...kinds.map(([weight, tag, fields]) => ({
    weight,
    arbitrary: FastCheck.tuple(FastCheck.record({ ...head, ...fields }), place).map(([values, at]) =>
      build(tag, values, at)
    )
  }))
)

/**
 * 10 commands and more over three players and two brands. A seventh repeat an earlier one exactly; most of those that refer
 * to something (a bet, a withdrawal, a grant, …) refer to one that an earlier command of the same wallet began.
 */
export const sequence: FastCheck.Arbitrary<ReadonlyArray<Command>> = FastCheck.array(
  FastCheck.tuple(command, FastCheck.nat(59), FastCheck.constantFrom("repeat", "any", ...Array(5).fill("refer"))),
  { minLength: 10, maxLength: 60 }
).map((steps) => {
  const made: Array<Command> = []
  for (const [fresh, pick, how] of steps) {
    const repeated = how === "repeat" ? made[pick % Math.max(made.length, 1)] : undefined
    if (repeated) made.push(repeated)
    else if (how === "refer") made.push(...wayTo(refer(fresh, pick, made)))
    else made.push(fresh)
  }
  return made
})

/** The steps that lead a withdrawal to a late one of its steps, which chance alone would seldom put in their order. */
const wayTo = (step: Command): ReadonlyArray<Command> => {
  if (step._tag !== "withdraw-settle" && step._tag !== "withdraw-fail" && step._tag !== "withdraw-return") return [step]
  const { brand, wallet, withdrawal } = step
  const own = (name: string) => ({ brand, wallet, actor, withdrawal, key: once(name, step.key) })
  const paid: ReadonlyArray<Command> = [
    { _tag: "withdraw-approve", ...own("way-approve") },
    { _tag: "withdraw-pay", ...own("way-pay") }
  ]
  return step._tag === "withdraw-return"
    ? [...paid, { _tag: "withdraw-settle", ...own("way-settle"), bank: "main" }, step]
    : [...paid, step]
}

const refer = (fresh: Command, pick: number, made: ReadonlyArray<Command>): Command => {
  if (fresh._tag === "brand-transfer") return fresh
  const begun = <Tag extends WalletCommand["_tag"]>(...tags: ReadonlyArray<Tag>): CommandOf<Tag> | undefined => {
    const found = made.filter(
      (each): each is CommandOf<Tag> =>
        (tags as ReadonlyArray<string>).includes(each._tag) &&
        "wallet" in each &&
        each.brand === fresh.brand &&
        each.wallet === fresh.wallet
    )
    return found[pick % Math.max(found.length, 1)]
  }
  switch (fresh._tag) {
    case "win":
      return referTo(begun("bet"), (bet) => ({ ...fresh, bet: bet.key, round: bet.round }), fresh)
    case "rollback":
      return referTo(begun("bet", "win"), (one) => ({ ...fresh, original: one.key }), fresh)
    case "round-close":
      return referTo(begun("bet"), (bet) => ({ ...fresh, round: bet.round }), fresh)
    case "deposit-reverse":
      return referTo(begun("deposit"), (deposit) => ({ ...fresh, original: deposit.key }), fresh)
    case "deposit":
      return fresh.request === undefined
        ? fresh
        : referTo(begun("deposit-request"), ({ request }) => ({ ...fresh, request }), fresh)
    case "deposit-request-end":
      return referTo(begun("deposit-request"), ({ request }) => ({ ...fresh, request }), fresh)
    case "withdraw-approve":
    case "withdraw-pay":
    case "withdraw-fail":
    case "withdraw-release":
    case "withdraw-settle":
    case "withdraw-return":
      return referTo(begun("withdraw-hold"), ({ withdrawal }) => ({ ...fresh, withdrawal }), fresh)
    case "unfreeze":
      return referTo(begun("gate"), ({ key }) => ({ ...fresh, freeze: key }), fresh)
    case "bonus-convert":
    case "bonus-forfeit":
      return referTo(begun("bonus-grant"), ({ grant }) => ({ ...fresh, grant }), fresh)
    default:
      return fresh
  }
}

const referTo = <A>(begun: A | undefined, made: (begun: A) => Command, otherwise: Command): Command =>
  begun === undefined ? otherwise : made(begun)

/** Opens all six wallets and funds them, so that sequences have something to move. */
export const opening: ReadonlyArray<Command> = brands.flatMap((brand) =>
  wallets.flatMap(
    (wallet, n): ReadonlyArray<Command> => [
      { _tag: "open", brand, wallet, actor, key: once("open", wallet), kind: "player", currency },
      {
        _tag: "deposit",
        brand,
        wallet,
        actor,
        key: once("fund", wallet),
        currency,
        amount: fromUnits(BigInt(300 * (n + 1))),
        from: { kind: "bank", sub: "main" }
      }
    ]
  )
)

/** Somewhere to pay in, without which no deposit request is taken; put for both brands before `opening`. */
export const openingAccount = (brand: BrandKey): ReceivingAccount => ({
  id: "main",
  bank: "First",
  accountNumber: brand,
  holder: "The brand",
  currency,
  dailyCap: null,
  status: "open",
  groups: []
})

/** The same commands under two other brands. */
export const under = (commands: ReadonlyArray<Command>, own: readonly [BrandKey, BrandKey]): ReadonlyArray<Command> =>
  commands.map((each) => ({ ...each, brand: own[brands.indexOf(each.brand)]! }))
