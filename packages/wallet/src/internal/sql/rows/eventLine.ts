import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { uuidv7 } from "@croupier/core/Ids"
import type { WalletEvent } from "../../../contract/Events.js"
import type { Transaction } from "../../../rules/State.js"
import { escaped } from "../Composite.js"

/** The version of every event's payload. */
const payloadVersion = 1

/** An event as `event_row`; `posting` is the place, from 1, of its transaction among those taken. */
export const eventLine = (posting: number, partition: number, transaction: Transaction, event: WalletEvent): string =>
  `(${posting},${partition},${event.version},${uuidv7(transaction.at)},${event.type},${payloadVersion})`

/**
 * What consumers read of an event, as JSON with its quotes escaped for an array literal: writing the escapes out saves a
 * search through every payload. Amounts are decimal strings in main units, as everywhere on the wire.
 */
export const eventPayload = (event: WalletEvent): string => {
  const currency = Currency.of(event.balance.currency)
  const { balance, moved, reverses, round, totals } = event
  let json =
    `{\\"transaction\\":\\"${event.transaction}\\",\\"balance\\":{\\"currency\\":\\"${balance.currency}\\",` +
    `${amounts(currency, balance)}},\\"moved\\":{${amounts(currency, moved)}}`
  if (event.game !== undefined) json += `,\\"game\\":${quoted(event.game)}`
  if (event.category !== undefined) json += `,\\"category\\":\\"${event.category}\\"`
  if (round !== undefined)
    json += `,\\"round\\":{\\"provider\\":${quoted(round.provider)},\\"id\\":${quoted(round.id)}}`
  if (event.grant !== undefined) json += `,\\"grant\\":\\"${event.grant}\\"`
  if (reverses !== undefined) json += `,\\"reverses\\":\\"${reverses}\\"`
  if (totals !== undefined) {
    json +=
      `,\\"totals\\":{\\"stakeCash\\":\\"${amount(currency, totals.stakeCash)}\\",` +
      `\\"stakeBonus\\":\\"${amount(currency, totals.stakeBonus)}\\",` +
      `\\"payoutCash\\":\\"${amount(currency, totals.payoutCash)}\\",` +
      `\\"payoutBonus\\":\\"${amount(currency, totals.payoutBonus)}\\"}`
  }
  return `${json}}`
}

const amounts = (currency: Currency.Currency, of: Record<"cash" | "bonus" | "held" | "debt", bigint>): string =>
  `\\"cash\\":\\"${amount(currency, of.cash)}\\",\\"bonus\\":\\"${amount(currency, of.bonus)}\\",` +
  `\\"held\\":\\"${amount(currency, of.held)}\\",\\"debt\\":\\"${amount(currency, of.debt)}\\"`

/** Most amounts of an event are nothing. */
const amount = (currency: Currency.Currency, units: bigint): string => (units === 0n ? "0" : format(currency, units))

const quoted = (value: string): string => escaped(JSON.stringify(value))
