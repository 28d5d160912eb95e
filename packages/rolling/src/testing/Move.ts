import { FastCheck } from "effect"
import { baccarat, type PlayedGame, slot, type Table } from "./Table.js"

/** A thing that happens to a player. */
export type Move =
  | { readonly _tag: "deposit"; readonly units: number }
  | { readonly _tag: "bet"; readonly round: number; readonly units: number }
  | { readonly _tag: "win"; readonly round: number; readonly units: number }
  | { readonly _tag: "rollback"; readonly nth: number }
  | { readonly _tag: "close"; readonly round: number }

const round = FastCheck.nat(5)
const units = FastCheck.integer({ min: 1, max: 50 })

/** Sequences of moves over few rounds, so that bets, wins, ends and rollbacks of a round meet in every order. */
export const moves: FastCheck.Arbitrary<ReadonlyArray<Move>> = FastCheck.array(
  FastCheck.oneof(
    { weight: 1, arbitrary: FastCheck.record({ _tag: FastCheck.constant("deposit" as const), units }) },
    { weight: 5, arbitrary: FastCheck.record({ _tag: FastCheck.constant("bet" as const), round, units }) },
    { weight: 3, arbitrary: FastCheck.record({ _tag: FastCheck.constant("win" as const), round, units }) },
    {
      weight: 3,
      arbitrary: FastCheck.record({ _tag: FastCheck.constant("rollback" as const), nth: FastCheck.nat(11) })
    },
    { weight: 4, arbitrary: FastCheck.record({ _tag: FastCheck.constant("close" as const), round }) }
  ),
  { minLength: 4, maxLength: 40, size: "max" }
)

/** Posts moves at a table; bets and wins have the ids that rollbacks name, in turn. */
export const perform = (table: Table, move: Move, index: number): void => {
  switch (move._tag) {
    case "deposit":
      table.deposit(move.units)
      return
    case "bet":
      table.bet(`r${move.round}`, move.units, gameOf(move), `t${index % 12}`)
      return
    case "win":
      table.win(`r${move.round}`, move.units, gameOf(move), `t${index % 12}`)
      return
    case "rollback":
      table.rollback(`t${move.nth}`)
      return
    case "close":
      table.close(`r${move.round}`)
  }
}

/** A round has one game: slots in rounds of even numbers, baccarat in the others. */
const gameOf = ({ round }: { readonly round: number }): PlayedGame => (round % 2 === 0 ? slot : baccarat)
