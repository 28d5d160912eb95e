import { randomUUID } from "node:crypto"
import { Effect, type Redacted } from "effect"
import { header, sign } from "./pebble/pebbleSignature.js"

/** The response to the studio. */
export interface Told {
  readonly word: string
  readonly balance?: string
}

/** How the studio reaches the house. */
export interface Connection {
  readonly callbackUrl: string
  readonly secret: Redacted.Redacted
}

/** Signs a call, sends it and reads the answer; the same call again has the same bytes. */
export const send = ({ callbackUrl, secret }: Connection, call: object): Effect.Effect<Told> =>
  Effect.promise(async (signal) => {
    const body = JSON.stringify(call)
    const headers = { "content-type": "application/json", [header]: sign(secret, body) }
    const response = await fetch(`${callbackUrl}/wallet`, { method: "POST", body, headers, signal })
    return (await response.json()) as Told
  })

/** A bet, a win of it and a rollback of it in a round of their own, for the player of a launch's address. */
export const roundOf = (url: string, { payout, stake }: { readonly stake: string; readonly payout: string }) => {
  const query = new URL(url).searchParams
  const [bet, round] = [randomUUID(), randomUUID()]
  const common = {
    player: query.get("player"),
    session: query.get("session"),
    currency: query.get("currency"),
    round
  }
  const game = query.get("game")
  return {
    balance: { call: "balance", ...common },
    bet: { call: "bet", ...common, game, id: bet, amount: stake },
    win: { call: "win", ...common, game, id: randomUUID(), bet, amount: payout },
    rollback: { call: "rollback", ...common, id: randomUUID(), of: bet }
  }
}
