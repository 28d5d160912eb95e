import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { EventStream } from "@croupier/core/events/EventStream"
import * as EventStreamMemory from "@croupier/core/events/EventStreamMemory"
import * as WakeUps from "@croupier/core/events/WakeUps"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import type * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import * as BankAccounts from "./BankAccounts.js"
import type { ExclusionRegister } from "./contract/ExclusionRegister.js"
import { Players } from "./contract/Players.js"
import type { PlayGate } from "./contract/PlayGate.js"
import * as Depositors from "./Depositors.js"
import * as Exclude from "./Exclude.js"
import * as Limits from "./Limits.js"
import { login } from "./Login.js"
import * as OwnAccount from "./OwnAccount.js"
import * as Passwords from "./Passwords.js"
import * as PayoutAccounts from "./PayoutAccounts.js"
import * as PlayerUpkeep from "./PlayerUpkeep.js"
import { refresh } from "./RefreshSession.js"
import { register } from "./Register.js"
import * as Reviews from "./Reviews.js"
import * as SetStatus from "./SetStatus.js"
import type { PlayerStore } from "./store/PlayerStore.js"
import * as PlayerStoreMemory from "./store/PlayerStoreMemory.js"
import * as PlayerStoreSql from "./store/PlayerStoreSql.js"
import * as Throttle from "./Throttle.js"
import { verifyMark } from "./VerifyMark.js"

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
export const layer: Layer.Layer<Players, never, PlayersNeeds> = Layer.effect(
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

/** What an app still gives to players on Postgres. */
export type PlayersSqlNeeds =
  | BrandDirectory
  | ExclusionRegister
  | KeyRing.KeyRing
  | PlayGate
  | Revocations.Revocations
  | SqlClient.SqlClient
  | TokenIssuer.TokenIssuer
  | WakeUps.WakeUps

/** Players on Postgres, with passwords by Argon2id and throttling at its default. */
export const layerSql: Layer.Layer<Players, never, PlayersSqlNeeds> = layer.pipe(
  Layer.provide([PlayerStoreSql.layer, Passwords.layer, Throttle.layer])
)

/**
 * Players in memory, with keys of their own; gone with the process. Revocations and keys are there for verifiers, and the
 * events for whoever consumes them.
 */
export const layerMemory: Layer.Layer<
  | EventStream
  | Players
  | PlayerUpkeep.PlayerUpkeep
  | Revocations.Revocations
  | SigningKeys.SigningKeys
  | WakeUps.WakeUps,
  never,
  BrandDirectory | ExclusionRegister | PlayGate
> = Layer.merge(layer, PlayerUpkeep.layer).pipe(
  Layer.provide([PlayerStoreMemory.layer, Passwords.layer, Throttle.layer, KeyRing.layerMemory, TokenIssuer.layer]),
  Layer.provideMerge(Layer.mergeAll(Revocations.layerMemory, SigningKeys.layerMemory, EventStreamMemory.layerMemory)),
  Layer.provideMerge(WakeUps.layer)
)
