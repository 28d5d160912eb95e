import { addressGroup } from "@croupier/core/auth/addressGroup"
import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { LogSample } from "@croupier/core/log/LogSample"
import { Context, Effect } from "effect"

/** A password that was refused: why, as the tag of the problem, and what is known of who gave it. */
export interface FailedSignIn {
  readonly brand: BrandKey
  readonly reason: string
  /** The player, where the password was given within a session. */
  readonly player?: PlayerId
  /** In its normal form; it need not exist. */
  readonly username?: string
  readonly address?: string
}

/** One line a second, and 20 at once, for each brand and reason. */
const rate = { perSecond: 1, burst: 20 }

/** The process's sample of log lines about failed sign-ins. */
export class FailedSignInSample extends Context.Reference<FailedSignInSample>()("@croupier/player/FailedSignInSample", {
  defaultValue: () => new LogSample(rate)
}) {}

/**
 * Logs a failed sign-in. Name and address are personal data, and a name may be a password typed in the wrong field: the line
 * holds keyed marks of both, 12 hexadecimal digits, by which lines can be compared.
 */
export const logFailedSignIn = ({
  address,
  brand,
  player,
  reason,
  username
}: FailedSignIn): Effect.Effect<void, never, KeyRing> =>
  Effect.gen(function* () {
    const sample = yield* FailedSignInSample
    const ring = yield* KeyRing
    const mark = (purpose: string, text: string | undefined): string | undefined =>
      text === undefined
        ? undefined
        : Buffer.from(ring.blindIndex(`log-${purpose}/${brand}`, text)).toString("hex", 0, 6)
    // The marks are made only of a line that is written.
    const line = Effect.suspend(() =>
      Effect.annotateLogs(Effect.logWarning("sign-in failed"), {
        brand,
        reason,
        player,
        account: mark("account", username),
        client: mark("address", address && addressGroup(address))
      })
    )
    yield* sample.log(`${brand} ${reason}`, line)
  })
