import type { CanonicalResult, PlayCommand } from "../internal/policy/CanonicalResult.js"

/** The histories for which every protocol wants an answer of its own, each as the line it has in the reference. */
export const cases = {
  "same-content": "same id, same content",
  "other-content": "same id, other content",
  "known-and-new": "batch that is partly applied already",
  "closed-round": "bet on a closed round",
  "repeat-after-rollback": "bet that was applied and rolled back, repeated",
  promotion: "bet of zero and win of a supplier's promotion",
  "win-without-bet": "win of an unknown bet",
  "win-of-another": "win that references a bet of another player or round, or no bet",
  "rollback-without-bet": "rollback of an unknown bet",
  "bet-after-rollback": "bet that arrives after its rollback",
  "win-after-rollback": "win of a bet that was rolled back",
  "rollback-after-win": "rollback of a bet with a win that is not rolled back",
  "second-rollback": "second rollback of one bet, under another id",
  "rollback-of-another": "rollback that references a transaction of another player",
  "rollback-in-other-round": "rollback that references a round other than its original's",
  "round-ended-again": "end of a round that has ended",
  "unknown-round-ended": "end of a round that is unknown",
  "dead-token": "win or rollback with an expired token",
  "blocked-player": "win of a blocked player",
  "short-reversal": "reversal of a win that is partly spent"
} as const
export type Case = keyof typeof cases

/**
 * What may happen to the books in each case; the answer is beside it. `win-without-bet` and `short-reversal` are what a
 * provider can choose: `PlayCommands` passes them to the wallet. All others say what the wallet does, and `testing/orders` finds
 * a policy that says otherwise.
 */
interface Effects {
  readonly "same-content": "nothing"
  readonly "other-content": "nothing"
  readonly "known-and-new": "replay-and-apply"
  readonly "closed-round": "nothing"
  readonly "repeat-after-rollback": "nothing"
  readonly promotion: "accept"
  readonly "win-without-bet": "nothing" | "credit"
  readonly "rollback-without-bet": "tombstone"
  readonly "bet-after-rollback": "nothing"
  readonly "win-of-another": "nothing"
  readonly "win-after-rollback": "nothing" | "credit-and-review"
  readonly "rollback-after-win": "nothing" | "reverse-and-review"
  readonly "second-rollback": "nothing"
  readonly "rollback-of-another": "nothing"
  readonly "rollback-in-other-round": "reverse"
  readonly "round-ended-again": "nothing"
  readonly "unknown-round-ended": "nothing"
  readonly "dead-token": "accept"
  readonly "blocked-player": "credit"
  readonly "short-reversal": "debt" | "clamp"
}

/** One decision: the word of the answer, what it does, and why. */
export interface Cell<Word extends string, Effect extends string> {
  /** A status of the protocol; `stored` is the answer that was given the first time, `none` a history that the protocol has not. */
  readonly answer: Word | "stored" | "none"
  readonly effect: Effect
  /** `ours` where the vendor's documents are silent or contradict each other. */
  readonly decided: "vendor" | "ours"
  readonly reason: string
}

/** How one provider is answered. Handler, reference table and tests are all derived from a value of this type. */
export interface ProviderPolicy<Word extends string> {
  readonly provider: string
  readonly cases: { readonly [C in Case]: Cell<Word, Effects[C]> }
  /** The protocol's word for each result that no case decides. */
  readonly words: { readonly [R in CanonicalResult]: Word }
  /** After how many hours without an outcome a round is checked. */
  readonly outcomeWithinHours: number
  /** The calls that are answered with the balance, where not every answer of the wallet's does. */
  readonly balanceWith?: ReadonlyArray<Word>
}

/** What a win does when its bet is missing, in the wallet's terms. */
export const missingBet = (policy: ProviderPolicy<string>): "refuse" | "credit" =>
  policy.cases["win-without-bet"].effect === "credit" ? "credit" : "refuse"

/** Whether an answer with this word has the balance. */
export const tellsBalance = <Word extends string>({ balanceWith }: ProviderPolicy<Word>, word: Word): boolean =>
  balanceWith === undefined || balanceWith.includes(word)

/** The word for the result of one command. */
export const wordFor = <Word extends string>(
  policy: ProviderPolicy<Word>,
  command: PlayCommand["_tag"],
  result: CanonicalResult
): Word => {
  const found = caseOf(policy, command, result)
  const answer = found === undefined ? "stored" : policy.cases[found].answer
  return answer === "stored" || answer === "none" ? policy.words[result] : answer
}

const caseOf = (
  { cases }: ProviderPolicy<string>,
  command: PlayCommand["_tag"],
  result: CanonicalResult
): Case | undefined => {
  if (result === "conflict") return "other-content"
  if (result === "bet-not-found") return notFound[command]
  if (result === "already-settled" && command === "bet") return "closed-round"
  if (result !== "already-rolled-back") return undefined
  if (command === "rollback") return "second-rollback"
  if (command === "bet") return "bet-after-rollback"
  // Where such a win is credited, it was refused because its own id was rolled back.
  return command === "win" && cases["win-after-rollback"].effect === "nothing" ? "win-after-rollback" : undefined
}

/** For a win, a bet that is unknown and one that is not its own have the same word. */
const notFound: Readonly<Partial<Record<PlayCommand["_tag"], Case>>> = {
  win: "win-without-bet",
  rollback: "rollback-of-another",
  "round-close": "unknown-round-ended"
}
