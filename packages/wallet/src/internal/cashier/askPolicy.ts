import { type Context, Duration, Effect } from "effect"
import { WithdrawalNotAllowed, WithdrawalPolicyNotReady } from "../../contract/Problems.js"
import type { WithdrawalAnswer, WithdrawalPolicy, WithdrawalQuestion } from "../../contract/WithdrawalPolicy.js"

/** How long the policy may take to see the player's last event. */
export const patience = Duration.seconds(2)

const pause = Duration.millis(50)

/**
 * Succeeds only when the policy has said yes to exactly this question. One that is behind is asked again for two seconds;
 * then it is not ready, and neither is one that is silent as long or has a defect.
 */
export const askPolicy = (
  policy: Context.Tag.Service<typeof WithdrawalPolicy>,
  question: WithdrawalQuestion
): Effect.Effect<void, WithdrawalNotAllowed | WithdrawalPolicyNotReady> => {
  const answer: Effect.Effect<WithdrawalAnswer> = Effect.flatMap(
    Effect.suspend(() => policy.ask(question)),
    (given) => (given._tag === "not-ready" ? Effect.zipRight(Effect.sleep(pause), answer) : Effect.succeed(given))
  )
  return answer.pipe(
    Effect.catchAllDefect((defect) => Effect.as(Effect.logError("the withdrawal policy failed", defect), notReady)),
    // Requests are uninterruptible, so a policy that does not answer needs a timeout.
    Effect.disconnect,
    Effect.interruptible,
    Effect.timeoutTo({ duration: patience, onTimeout: () => notReady, onSuccess: (given) => given }),
    Effect.flatMap(verdict)
  )
}

const verdict = (given: WithdrawalAnswer): Effect.Effect<void, WithdrawalNotAllowed | WithdrawalPolicyNotReady> => {
  switch (given._tag) {
    case "allowed":
      return Effect.void
    case "refused":
      return Effect.fail(new WithdrawalNotAllowed({ reasons: given.reasons }))
    case "not-ready":
      return Effect.fail(new WithdrawalPolicyNotReady())
  }
}

const notReady: WithdrawalAnswer = { _tag: "not-ready" }
