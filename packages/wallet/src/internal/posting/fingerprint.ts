import { hash } from "node:crypto"
import type { Command, CommandOf } from "../../contract/Command.js"

type Own<C extends Command> = Exclude<keyof C, "_tag" | "brand" | "key" | "actor">

/**
 * Which fields of each command make it this command and no other: what the caller sent and what moves. False is what we look
 * up, draw or decide at each attempt, policy constants, and flags that move no money: a repeat with another one of those is
 * still a repeat. A new field of a command does not compile until it has its place here.
 */
const identity: { readonly [T in Command["_tag"]]: { readonly [F in Own<CommandOf<T>>]-?: boolean } } = {
  open: { wallet: true, kind: true, currency: true },
  bet: {
    wallet: true,
    currency: true,
    amount: true,
    free: true,
    round: true,
    game: true,
    closesRound: false,
    promo: false,
    repeatOnly: false
  },
  win: {
    wallet: true,
    currency: true,
    amount: true,
    round: true,
    game: true,
    kind: true,
    bet: true,
    missingBet: false,
    closesRound: false
  },
  rollback: { wallet: true, original: true, round: true, shortfall: false, closesRound: false },
  "round-close": { wallet: true, round: true },
  deposit: { wallet: true, currency: true, amount: true, from: true, request: true, despite: false },
  "deposit-reverse": { wallet: true, original: true, reason: true },
  "deposit-request": {
    wallet: true,
    currency: true,
    amount: true,
    request: false,
    reference: false,
    review: false,
    groups: false,
    expiresAt: false
  },
  "deposit-request-end": { wallet: true, request: true, as: true, reason: true },
  "withdraw-hold": {
    wallet: true,
    currency: true,
    amount: true,
    account: true,
    withdrawal: false,
    seen: false,
    shown: false,
    reviews: false
  },
  "withdraw-approve": { wallet: true, withdrawal: true, seen: false, reviews: false },
  "withdraw-pay": { wallet: true, withdrawal: true, seen: false, reviews: false },
  "withdraw-fail": { wallet: true, withdrawal: true, payout: true, reason: true },
  "withdraw-release": { wallet: true, withdrawal: true, as: true, reason: true },
  "withdraw-settle": { wallet: true, withdrawal: true, payout: true, bank: true },
  "withdraw-return": { wallet: true, withdrawal: true, reason: true },
  "bonus-grant": {
    wallet: true,
    currency: true,
    amount: true,
    grant: true,
    maxBet: true,
    maxCashOut: true,
    expiresAt: true,
    excludedGames: true
  },
  "bonus-convert": { wallet: true, grant: true },
  "bonus-forfeit": { wallet: true, grant: true, as: true },
  "commission-payout": { wallet: true, currency: true, amount: true },
  adjust: { wallet: true, currency: true, amount: true, account: true, direction: true, reason: true },
  "debt-settle": { wallet: true, currency: true, amount: true },
  "debt-write-off": { wallet: true, currency: true, amount: true, reason: true },
  gate: { wallet: true, change: true },
  unfreeze: { wallet: true, freeze: true, askedBy: true, reason: true },
  "brand-transfer": { currency: true, amount: true, kind: true, from: true, to: true, reason: true }
}

const names: ReadonlyMap<string, ReadonlyArray<string>> = new Map(
  Object.entries(identity).map(([tag, fields]) => [
    tag,
    Object.entries(fields)
      .filter(([, counts]) => counts)
      .map(([name]) => name)
      .sort()
  ])
)

/**
 * 132 bits of SHA-256 over what identifies a command: two commands of one key are the same command exactly when these agree.
 */
export const fingerprint = (command: Command): string => hash("sha256", identityOf(command), "base64url").slice(0, 22)

const identityOf = (command: Command): string => {
  const sent = sentOf(command)
  let text = command._tag as string
  for (const name of names.get(command._tag) ?? []) {
    const value = sent[name]
    if (value !== undefined) text += `,${JSON.stringify(name)}:${canonical(value)}`
  }
  return text
}

/** A game's category is the catalogue's; a free round's win moves what any other win of its round does. */
const sentOf = (command: Command): Readonly<Record<string, unknown>> => {
  switch (command._tag) {
    case "bet":
      return { ...command, game: command.game.code }
    case "win":
      return {
        ...command,
        game: command.game.code,
        kind: command.kind === "free-round" ? "normal" : command.kind
      }
    default:
      return command
  }
}

const canonical = (value: unknown): string => {
  if (typeof value === "bigint") return `${value}n`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`
}
