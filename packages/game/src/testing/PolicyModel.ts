import { type Case, type ProviderPolicy, tellsBalance } from "../policy/ProviderPolicy.js"

/** A bet, the win that names it, and the rollback that names it. */
export type Message = "bet" | "win" | "rollback"

/** The response to a provider, in the protocol's word and count; the balance is −1 where the response has none. */
export interface Told {
  readonly status: string
  readonly balance: bigint
}

/** The player's first balance, the bet and the win, in the protocol's count. */
export interface Stakes {
  readonly start: bigint
  readonly stake: bigint
  readonly payout: bigint
}

/** What a policy says of an order of messages: each answer, and the balance at the end. */
export const expectedOf = (
  policy: ProviderPolicy<string>,
  stakes: Stakes,
  order: ReadonlyArray<Message>
): { readonly told: ReadonlyArray<Told>; readonly end: bigint } => {
  const table = new ModelTable(policy, stakes)
  return { told: order.map((message) => table.take(message)), end: table.balance }
}

/** Knows the policy and nothing of any wallet: so that the two can be held against each other. */
class ModelTable {
  readonly #policy: ProviderPolicy<string>
  readonly #stakes: Stakes
  balance: bigint
  readonly #stored = new Map<Message, Told>()
  #placed = false
  #rolledBack = false

  constructor(policy: ProviderPolicy<string>, stakes: Stakes) {
    this.#policy = policy
    this.#stakes = stakes
    this.balance = stakes.start
  }

  take(message: Message): Told {
    const before = this.#stored.get(message)
    if (before !== undefined) {
      const { answer } = this.#policy.cases["same-content"]
      return answer === "stored" ? before : { status: answer, balance: this.balance }
    }
    return message === "bet" ? this.#bet() : message === "win" ? this.#win() : this.#rollback()
  }

  #bet(): Told {
    if (this.#rolledBack) return this.#refuse("bet-after-rollback")
    this.#placed = true
    return this.#accept("bet", this.#policy.words.ok, -this.#stakes.stake)
  }

  #win(): Told {
    if (this.#placed && !this.#rolledBack) return this.#accept("win", this.#policy.words.ok, this.#stakes.payout)
    const found: Case = this.#rolledBack ? "win-after-rollback" : "win-without-bet"
    const { answer, effect } = this.#policy.cases[found]
    return effect === "nothing" ? this.#refuse(found) : this.#accept("win", answer, this.#stakes.payout)
  }

  #rollback(): Told {
    const won = this.#stored.has("win")
    if (this.#placed && won && this.#policy.cases["rollback-after-win"].effect === "nothing") {
      return this.#refuse("rollback-after-win")
    }
    this.#rolledBack = true
    const { answer } = this.#policy.cases[this.#placed ? "rollback-after-win" : "rollback-without-bet"]
    return this.#accept(
      "rollback",
      this.#placed && !won ? this.#policy.words.ok : answer,
      this.#placed ? this.#stakes.stake : 0n
    )
  }

  #accept(message: Message, status: string, moved: bigint): Told {
    this.balance += moved
    const told = { status, balance: this.balance }
    this.#stored.set(message, told)
    return told
  }

  #refuse(found: Case): Told {
    const { answer } = this.#policy.cases[found]
    return { status: answer, balance: tellsBalance(this.#policy, answer) ? this.balance : -1n }
  }
}
