import type { BrandKey } from "@croupier/core/Brand"
import type { FairTurns } from "@croupier/core/queue/FairTurns"
import { Effect } from "effect"
import { WalletUnavailable } from "../../contract/Problems.js"
import { NoReply, type Outgoing, type Reply } from "./CallConnection.js"
import { onlyUnavailable, problemOf } from "./Reply.js"

/** One question to the wallet service; how its answer is read, and which problems are answers for the caller. */
export interface Question<A, E> {
  readonly method: Outgoing["method"]
  readonly brand: BrandKey
  readonly path: string
  readonly body?: string
  readonly read: (body: string) => A
  readonly problems?: Readonly<Record<string, () => E>>
}

/** Sends one question. */
export type SendQuestion = (question: Pick<Outgoing, "method" | "path" | "body" | "patience">) => Promise<Reply>

/** How questions are asked; brands take turns, and what is over their bound is refused at once. */
export interface AskOptions {
  readonly send: SendQuestion
  /** Milliseconds within which there is an answer. */
  readonly deadline: number
  readonly turns: FairTurns
}

/** Asks until there is an answer or the deadline has passed. Only for what may be done twice: reads, and setting a value. */
export const ask =
  ({ deadline, send, turns }: AskOptions) =>
  <A, E = never>(question: Question<A, E>): Effect.Effect<A, E | WalletUnavailable> =>
    Effect.suspend(() => {
      const end = Date.now() + deadline
      const attempt = (pause: number, before: WalletUnavailable["outcome"]): Effect.Effect<A, E | WalletUnavailable> =>
        Effect.flatMap(
          Effect.promise(() => answer(send, question, end - Date.now())),
          (answered) => {
            if (answered._tag === "value") return Effect.succeed(answered.value)
            if (answered._tag === "problem") return Effect.fail(answered.error)
            const outcome = before === "unknown" && question.method !== "GET" ? before : answered.outcome
            if (Date.now() + pause >= end) {
              return Effect.fail(new WalletUnavailable({ outcome, detail: answered.detail }))
            }
            const later = Effect.promise(() => new Promise((resolve) => setTimeout(resolve, pause)))
            return Effect.zipRight(later, attempt(Math.min(250, 2 * pause), outcome))
          }
        )
      return attempt(20, "not-applied").pipe(
        turns.take(question.brand),
        Effect.catchTag("NoTurn", () => Effect.fail(tooMany))
      )
    })

const tooMany = new WalletUnavailable({ outcome: "not-applied", detail: "too many queries of this brand are waiting" })

type Answered<A, E> =
  | { readonly _tag: "value"; readonly value: A }
  | { readonly _tag: "problem"; readonly error: E }
  | { readonly _tag: "none"; readonly outcome: WalletUnavailable["outcome"]; readonly detail: string }

const answer = async <A, E>(
  send: SendQuestion,
  { body, method, path, problems, read }: Question<A, E>,
  patience: number
): Promise<Answered<A, E>> => {
  try {
    const reply = await send({ method, path, body, patience })
    const problem = problemOf(reply)
    if (problem === undefined) return { _tag: "value", value: read(reply.body) }
    const known = problems?.[problem.code]
    if (known !== undefined) return { _tag: "problem", error: known() }
    const { detail, outcome } = onlyUnavailable(problem)
    return { _tag: "none", outcome: method === "GET" ? "not-applied" : outcome, detail }
  } catch (cause) {
    if (!(cause instanceof NoReply)) throw cause
    return { _tag: "none", outcome: method === "GET" ? "not-applied" : cause.outcome, detail: cause.message }
  }
}
