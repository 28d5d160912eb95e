import { type Context, Effect } from "effect"
import type { CommandOf } from "../../contract/Command.js"
import type { WalletUnavailable, WithdrawalNotAllowed, WithdrawalPolicyNotReady } from "../../contract/Problems.js"
import type { PostResult, Refused } from "../../contract/Result.js"
import type { WalletShape } from "../../contract/Wallet.js"
import type { WithdrawalPolicy, WithdrawalQuestion } from "../../contract/WithdrawalPolicy.js"
import { askPolicy } from "./askPolicy.js"

/** How often the policy is asked again about a player who continues to play in the meantime. */
const attempts = 5

/**
 * Asks the policy about the wallet as the refusal shows it, and posts the command as allowed for exactly that version. The
 * policy receives the last event, which is what it can follow; the ledger compares the version, which counts every change.
 * Where anything has changed since, the policy is asked again: an approval of an earlier state does not count.
 */
export const postSeen = (
  wallet: WalletShape,
  policy: Context.Tag.Service<typeof WithdrawalPolicy>,
  about: Omit<WithdrawalQuestion, "version">,
  command: CommandOf<"withdraw-hold" | "withdraw-approve" | "withdraw-pay">,
  refused: Refused
): Effect.Effect<PostResult, WithdrawalNotAllowed | WithdrawalPolicyNotReady | WalletUnavailable> => {
  const attempt = (
    left: number,
    last: Refused
  ): Effect.Effect<PostResult, WithdrawalNotAllowed | WithdrawalPolicyNotReady | WalletUnavailable> =>
    Effect.gen(function* () {
      yield* askPolicy(policy, { ...about, version: last.eventVersion ?? 0n })
      const result = yield* wallet.post({ ...command, seen: Number(last.walletVersion ?? 0n) })
      const again = result._tag === "refused" && result.reason === "unseen-events" && left > 1
      return again ? yield* attempt(left - 1, result) : result
    })
  return attempt(attempts, refused)
}
