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
  `${replay.consumer} takes ${replay.letters} dead letters again, of ${replay.keys} keys, within some seconds; its log says how it went`

/** What retiring a consumer means. */
export const renderRetired = (consumer: string, domain: string): string =>
  `${consumer} of ${domain} is retired: it holds back nothing, and takes nothing more under this name`

/** What a rebase has done. */
export const renderRebase = (domain: string, moved: number): string =>
  `the batches of ${domain} begin anew; ${moved} events that were in none come first`
