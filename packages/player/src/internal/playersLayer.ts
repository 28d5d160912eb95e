import type * as KeyRing from "@croupier/core/auth/KeyRing"
import type * as Passwords from "@croupier/core/auth/Passwords"
import type * as Throttle from "@croupier/core/auth/Throttle"
import type * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Effect, Layer } from "effect"
import type { ExclusionRegister } from "../contract/ExclusionRegister.js"
import { Players } from "../contract/Players.js"
import type { PlayGate } from "../contract/PlayGate.js"
import * as Limits from "./account/limits.js"
import * as OwnAccount from "./account/OwnAccount.js"
import * as SetStatus from "./account/setStatus.js"
import * as Exclude from "./exclusions/exclude.js"
import * as BankAccounts from "./payments/bankAccounts.js"
import * as Depositors from "./payments/Depositors.js"
import * as PayoutAccounts from "./payments/PayoutAccounts.js"
import * as Reviews from "./registration/decideReview.js"
import { register } from "./registration/register.js"
import { verifyMark } from "./registration/verifyMark.js"
import { login } from "./sessions/login.js"
import { refresh } from "./sessions/RefreshSession.js"
import type { PlayerStore } from "./store/PlayerStore.js"

/** What the use cases ask of their surroundings. */
export type PlayersNeeds =
  | BrandDirectory
  | ExclusionRegister
  | KeyRing.KeyRing
  | Passwords.Passwords
  | PlayGate
  | PlayerStore
  | Throttle.Throttle
  | TokenIssuer.TokenIssuer

/** The use cases over a store. */
export const playersLayer: Layer.Layer<Players, never, PlayersNeeds> = Layer.effect(
  Players,
  Effect.map(Effect.context<PlayersNeeds>(), (needs) =>
    outsideTransactions(
      "Players",
      {
        register,
        login,
        refresh,
        logout: OwnAccount.logout,
        changePassword: OwnAccount.changePassword,
        me: OwnAccount.me,
        sessions: OwnAccount.sessions,
        setStatus: SetStatus.setStatus,
        limits: Limits.limits,
        changeLimits: Limits.changeLimits,
        exclude: Exclude.exclude,
        exclusions: Exclude.exclusions,
        endExclusion: Exclude.endExclusion,
        verifyMark,
        reviews: Reviews.reviews,
        decideReview: Reviews.decideReview,
        bankAccounts: BankAccounts.bankAccounts,
        addBankAccount: BankAccounts.addBankAccount,
        removeBankAccount: BankAccounts.removeBankAccount,
        payoutAccount: PayoutAccounts.payoutAccount,
        checkName: PayoutAccounts.checkName,
        keepDepositor: Depositors.keepDepositor,
        depositor: Depositors.depositor,
        forget: SetStatus.forget
      },
      needs
    )
  )
)
