import type { DeadLetter } from "../internal/events/DeadLetters.js"

/** One line for each dead letter, or one that says that there is none. */
export const renderLetters = (letters: ReadonlyArray<DeadLetter>): string =>
  letters.length === 0
    ? "no dead letters"
    : letters
        .map(({ consumer, domain, event, reason, parkedAt }) =>
          [
            parkedAt.toISOString(),
            event.brand,
            consumer,
            domain,
            event.key,
            `${event.type} ${event.keyVersion}`,
            reason
          ].join("  ")
        )
        .join("\n")

/** What a replay has begun. */
export const renderReplay = (replay: {
  readonly consumer: string
  readonly letters: number
  readonly keys: number
}): string =>
  `${replay.consumer} will replay ${replay.letters} dead letters of ${replay.keys} keys within seconds; see its log for the result`

/** What retiring a consumer means. */
export const renderRetired = (consumer: string, domain: string): string =>
  `${consumer} of ${domain} is retired: it no longer blocks the outbox and cannot run under this name again`

/** What a rebase has done. */
export const renderRebase = (domain: string, moved: number): string =>
  `the batch numbering of ${domain} was restarted; ${moved} unbatched events come first`
