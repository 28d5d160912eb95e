import { randomText } from "@croupier/core/Ids"
import type { Command } from "../../contract/Command.js"
import { freezeSource } from "../../rules/freezeBlocks.js"
import type * as In from "./CommandInputs.js"

/** What is the same for all commands of one client. */
export interface Defaults {
  readonly brand: string
  readonly actor: In.Actor
  readonly currency: string
}

type Wire = typeof Command.Encoded

/** The commands of a brand on the wire, by the caller's inputs. */
export const commandsOf = (defaults: Defaults) => {
  const of = <I extends In.Keyed>(input: I) => ({
    ...input,
    brand: defaults.brand,
    actor: input.actor ?? defaults.actor
  })
  const money = <I extends In.Keyed & { readonly currency?: string }>(input: I) => ({
    ...of(input),
    currency: input.currency ?? defaults.currency
  })
  const gate = (input: In.OfWallet, change: Extract<Wire, { _tag: "gate" }>["change"]): Wire => ({
    _tag: "gate",
    ...of(input),
    change
  })
  const block = (input: In.OfWallet, scope: In.BlockScope, source: string, reason: string, until?: Date) => ({
    scope,
    source,
    reason,
    author: input.actor ?? defaults.actor,
    until: until?.getTime() ?? null
  })
  return {
    open: (input: In.OpenInput): Wire => ({ _tag: "open", ...money(input), kind: input.kind ?? "player" }),
    deposit: (input: In.DepositInput): Wire => ({ _tag: "deposit", ...money(input) }),
    reverseDeposit: (input: In.ReverseDepositInput): Wire => ({ _tag: "deposit-reverse", ...of(input) }),
    requestDeposit: (input: In.RequestDepositInput): Wire => ({
      _tag: "deposit-request",
      ...money(input),
      reference: input.reference ?? randomText(6, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"),
      expiresAt: input.expiresAt.getTime()
    }),
    endDepositRequest: (input: In.EndDepositRequestInput): Wire => ({ _tag: "deposit-request-end", ...of(input) }),
    holdWithdrawal: (input: In.HoldWithdrawalInput): Wire => ({ _tag: "withdraw-hold", ...money(input) }),
    approveWithdrawal: (input: In.ApproveWithdrawalInput): Wire => ({ _tag: "withdraw-approve", ...of(input) }),
    payWithdrawal: (input: In.ApproveWithdrawalInput): Wire => ({ _tag: "withdraw-pay", ...of(input) }),
    failWithdrawal: (input: In.FailWithdrawalInput): Wire => ({ _tag: "withdraw-fail", ...of(input) }),
    releaseWithdrawal: (input: In.ReleaseWithdrawalInput): Wire => ({ _tag: "withdraw-release", ...of(input) }),
    settleWithdrawal: (input: In.SettleWithdrawalInput): Wire => ({ _tag: "withdraw-settle", ...of(input) }),
    returnWithdrawal: (input: In.ReturnWithdrawalInput): Wire => ({ _tag: "withdraw-return", ...of(input) }),
    bet: (input: In.BetInput): Wire => ({ _tag: "bet", ...money(input) }),
    win: (input: In.WinInput): Wire => ({
      _tag: "win",
      ...money(input),
      kind: input.kind ?? "normal",
      missingBet: input.missingBet ?? "refuse"
    }),
    rollback: (input: In.RollbackInput): Wire => ({
      _tag: "rollback",
      ...of(input),
      shortfall: input.shortfall ?? "debt"
    }),
    closeRound: (input: In.CloseRoundInput): Wire => ({ _tag: "round-close", ...of(input) }),
    grantBonus: (input: In.GrantBonusInput): Wire => ({
      _tag: "bonus-grant",
      ...money(input),
      maxBet: input.maxBet ?? null,
      maxCashOut: input.maxCashOut ?? null,
      expiresAt: input.expiresAt?.getTime() ?? null,
      excludedGames: input.excludedGames ?? []
    }),
    convertBonus: (input: In.ConvertBonusInput): Wire => ({ _tag: "bonus-convert", ...of(input) }),
    forfeitBonus: (input: In.ForfeitBonusInput): Wire => ({
      _tag: "bonus-forfeit",
      ...of(input),
      as: input.as ?? "forfeited"
    }),
    payCommission: (input: In.AmountInput): Wire => ({ _tag: "commission-payout", ...money(input) }),
    adjust: (input: In.AdjustInput): Wire => ({ _tag: "adjust", ...money(input), account: input.account ?? "cash" }),
    settleDebt: (input: In.AmountInput): Wire => ({ _tag: "debt-settle", ...money(input) }),
    writeOffDebt: (input: In.WriteOffDebtInput): Wire => ({ _tag: "debt-write-off", ...money(input) }),
    transfer: (input: In.TransferInput): Wire => ({ _tag: "brand-transfer", ...money(input) }),
    block: (input: In.BlockInput): Wire =>
      gate(input, {
        set: input.scopes.map((scope) => block(input, scope, input.source ?? "operator", input.reason, input.until)),
        clear: []
      }),
    unblock: (input: In.UnblockInput): Wire =>
      gate(input, {
        set: [],
        clear: input.scopes.map((scope) => ({ scope, source: input.source ?? "operator" }))
      }),
    freeze: (input: In.FreezeInput): Wire =>
      gate(input, {
        set: (["bet", "withdraw"] as const).map((scope) => block(input, scope, freezeSource, input.reason)),
        clear: []
      }),
    unfreeze: (input: In.UnfreezeInput): Wire => ({ _tag: "unfreeze", ...of(input) }),
    /** Amounts are ledger units here, since a limit does not name its currency. */
    setLimits: (input: In.SetLimitsInput): Wire => gate(input, { set: [], clear: [], limits: input.limits })
  } as const
}

/** A part of a group on the wire. */
export const groupCommand = (commands: ReturnType<typeof commandsOf>, input: In.GroupInput): Wire => {
  switch (input.type) {
    case "bet":
      return commands.bet(input)
    case "win":
      return commands.win(input)
    case "rollback":
      return commands.rollback(input)
    case "closeRound":
      return commands.closeRound(input)
  }
}
