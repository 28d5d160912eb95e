import type { CursorInvalid, ListPage } from "@croupier/core/http/Cursor"
import { Context, type Effect } from "effect"
import type { AgentSignedIn, AgentView, ReferredPlayer } from "./Agent.js"
import type { Arguments } from "./AgentRequests.js"
import type { AgreementView } from "./Agreement.js"
import type { AccrualView, ConversionView, StatementView } from "./Commission.js"
import type * as Problems from "./Problems.js"
import type { AgentPolicy, Money } from "./Terms.js"

type Unavailable = Problems.AgentsUnavailable
type Known<A, E = never> = Effect.Effect<A, E | Problems.AgentNotFound | Unavailable>

/**
 * The agents of all brands. What an agent asks about an agent outside its subtree is answered as if that did not exist. A
 * command is done by an agent in its own subtree, or by an operator or service anywhere in the brand. No method joins its
 * caller's transaction: under one it dies and says so.
 */
export class Agents extends Context.Tag("@croupier/agent/Agents")<
  Agents,
  {
    readonly register: (
      register: Arguments["register"]
    ) => Known<
      AgentView,
      | Problems.ActorNotAllowed
      | Problems.UsernameTaken
      | Problems.ReferralCodeTaken
      | Problems.WeakPassword
      | Problems.RateOverParent
      | Problems.TermsRefused
      | Problems.PlacementRefused
      | Problems.SignInsBusy
    >
    /** An unknown username and a wrong password are answered alike. */
    readonly login: (
      login: Arguments["login"]
    ) => Effect.Effect<
      AgentSignedIn,
      Problems.LoginFailed | Problems.AgentLoginRefused | Problems.SignInsBusy | Problems.TooManyAttempts | Unavailable
    >
    readonly me: (view: Arguments["me"]) => Known<AgentView>
    /** The agent and all below, each after the one above; without an agent every agent of the brand. */
    readonly tree: (view: Arguments["tree"]) => Known<ReadonlyArray<AgentView>>
    /** The players of the agent itself, latest first. */
    readonly players: (view: Arguments["players"]) => Known<ListPage<ReferredPlayer>, CursorInvalid>
    /**
     * Terms that follow the present ones. Refused where a rate would be over the parent's, or under that of an agent or player
     * below. An agent agrees with its own direct agents and players, never with itself.
     */
    readonly agree: (
      agree: Arguments["agree"]
    ) => Known<
      AgreementView,
      Problems.ActorNotAllowed | Problems.RateOverParent | Problems.TermsRefused | Problems.PlayerNotFound
    >
    /** All terms of an agent, those that begin last first. */
    readonly agreements: (view: Arguments["agreements"]) => Known<ReadonlyArray<AgreementView>>
    /** An agent that is not active is signed out, and is paid nothing until it is active again. */
    readonly setStatus: (
      change: Arguments["setStatus"]
    ) => Known<AgentView, Problems.ActorNotAllowed | Problems.AgentStatusNotAllowed>
    /** Puts an agent with all below it under another one; what was played before stays with the chain of its time. */
    readonly move: (
      move: Arguments["move"]
    ) => Known<AgentView, Problems.ActorNotAllowed | Problems.PlacementRefused | Problems.RateOverParent>
    /** Marks a test or house account, which earns no commission from now on. */
    readonly setHouse: (
      change: Arguments["setHouse"]
    ) => Effect.Effect<void, Problems.ActorNotAllowed | Problems.PlayerNotFound | Unavailable>
    /** What the agent earned by each settled round, latest first; of one statement, or of all. */
    readonly accruals: (
      view: Arguments["accruals"]
    ) => Known<ListPage<AccrualView>, CursorInvalid | Problems.StatementNotFound>
    /** Latest first. */
    readonly statements: (view: Arguments["statements"]) => Known<ListPage<StatementView>, CursorInvalid>
    /** Without an agent it is an operator or service that asks. */
    readonly statement: (
      view: Arguments["statement"]
    ) => Effect.Effect<StatementView, Problems.StatementNotFound | Unavailable>
    /** An operator's approval of a payout over the policy's threshold; again, it changes nothing. */
    readonly approve: (
      approve: Arguments["approve"]
    ) => Effect.Effect<
      StatementView,
      Problems.ActorNotAllowed | Problems.StatementNotFound | Problems.StatementNotClosed | Unavailable
    >
    /** What of the rolling commission since the last statement can be converted now, by currency. */
    readonly convertible: (view: Arguments["convertible"]) => Known<ReadonlyArray<Money>>
    /** Safe to repeat under the same id. Over the policy's threshold it waits for an operator. */
    readonly convert: (
      convert: Arguments["convert"]
    ) => Known<ConversionView, Problems.ConversionOverAvailable | Problems.ConversionConflict>
    readonly approveConversion: (
      approve: Arguments["approveConversion"]
    ) => Effect.Effect<
      ConversionView,
      Problems.ActorNotAllowed | Problems.ConversionNotFound | Problems.ConversionNotRequested | Unavailable
    >
    /** The policy that holds now. */
    readonly policy: (of: Arguments["policy"]) => Effect.Effect<AgentPolicy, Unavailable>
    /** Holds for what is settled from now on. */
    readonly setPolicy: (change: Arguments["setPolicy"]) => Effect.Effect<void, Problems.ActorNotAllowed | Unavailable>
  }
>() {}

/** The shape of the agents' service. */
export type AgentsShape = Context.Tag.Service<typeof Agents>
