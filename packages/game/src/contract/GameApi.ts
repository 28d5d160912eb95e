import { PlayerAuthentication, ServiceAuthentication } from "@croupier/core/auth/Authentication"
import { BrandKey } from "@croupier/core/Brand"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid } from "@croupier/core/Ids"
import { GameCategory, PlayState, PlayTarget, RoundView } from "@croupier/wallet/contract"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { CredentialView, NewCredential } from "./CredentialView.js"
import { Game, GameView } from "./Game.js"
import { CallFilter, KeptCall, Replay } from "./KeptCall.js"
import { Launch, LaunchRequest } from "./Launch.js"
import * as Problems from "./Problems.js"

const gamePath = Schema.Struct({ provider: Schema.String, code: Schema.String })

/** What players ask of games. */
export class GameApi extends HttpApiGroup.make("game")
  .add(
    HttpApiEndpoint.get("games", "/games")
      .setUrlParams(
        Schema.Struct({
          category: Schema.optionalWith(GameCategory, { exact: true }),
          q: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(100)), { exact: true }),
          ...Cursor.Query.fields
        })
      )
      .addSuccess(Cursor.Page(GameView))
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({
          summary: "List the brand's games, ordered by name",
          description: "`q` matches names and codes. Only games in `state` `open` can be launched.",
          response: {
            items: [
              {
                provider: "hub88",
                code: "starlight",
                name: "Starlight",
                category: "slots",
                currencies: [],
                state: "open"
              }
            ]
          }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("launch", "/games/:provider/:code/launch")
      .setPath(gamePath)
      .setPayload(Payload.closed(LaunchRequest))
      .addSuccess(Launch)
      .addError(Problems.GameNotFound)
      .addError(Problems.GameNotOpen)
      .addError(Problems.PlayBlocked)
      .addError(Problems.CurrencyNotOffered)
      .addError(Problems.ProviderNotConfigured)
      .addError(Problems.ProviderUnavailable)
      .annotateContext(
        described({
          summary: "Launch a game",
          description: "Each launch gets its own token. A demo launch has no account or token and moves no money.",
          request: { platform: "desktop", lang: "en" },
          response: {
            url: "https://games.example/play/8f1c",
            account: "aurora_k3v9q2m7xd",
            token: "aurora-5tq0c2m9w7y4",
            currency: "KRW",
            expiresAt: "2026-03-01T21:00:00.000Z"
          }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("round", "/rounds/:provider/:id")
      .setPath(Schema.Struct({ provider: Schema.String, id: Schema.String }))
      .addSuccess(RoundView)
      .addError(Problems.RoundNotFound)
      .annotateContext(
        described({
          summary: "Get one of the player's rounds",
          response: {
            provider: "hub88",
            id: "r-20260301-1",
            game: "starlight",
            currency: "KRW",
            status: "closed",
            stakeCash: "1000",
            stakeBonus: "0",
            payoutCash: "2500",
            payoutBonus: "0",
            openedAt: 1772366400000,
            closedAt: 1772366404000,
            review: false
          }
        })
      )
  )
  .addError(Problems.WalletNotAnswering)
  .prefix("/api/game")
  .annotate(OpenApi.Title, "Games")
  .middleware(PlayerAuthentication) {}

const brandPath = Schema.Struct({ brand: BrandKey })

/** What our own services ask of games. */
export class GameInternalApi extends HttpApiGroup.make("gameInternal")
  .add(
    HttpApiEndpoint.put("putGames", "/brands/:brand/games")
      .setPath(brandPath)
      .setPayload(Payload.closed(Schema.Struct({ games: Schema.Array(Game).pipe(Schema.maxItems(500)) })))
      .annotateContext(described({ summary: "Add or replace a brand's games, matched by code" }))
  )
  .add(
    HttpApiEndpoint.put("setPlayState", "/brands/:brand/play-state")
      .setPath(brandPath)
      .setPayload(Payload.closed(Schema.Struct({ target: PlayTarget, state: PlayState })))
      .addError(Problems.WalletNotAnswering)
      .annotateContext(
        described({
          summary: "Set the play state of a brand, a provider or a game",
          description: "Applies to every bet and launch that starts after the response.",
          request: { target: { provider: "hub88", code: "starlight" }, state: "no-new-bets" }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("issueCredential", "/brands/:brand/credentials")
      .setPath(brandPath)
      .setPayload(Payload.closed(NewCredential))
      .addSuccess(CredentialView, { status: 201 })
      .addError(Problems.UnknownProvider)
      .addError(Problems.InvalidProviderAddress)
      .addError(Problems.InvalidProviderKey)
      .annotateContext(
        described({
          summary: "Issue a credential for a provider",
          description:
            "Generates our key pair and the callback path. Several credentials may be valid at the same time, to allow overlapping rotation."
        })
      )
  )
  .add(
    HttpApiEndpoint.get("credentials", "/brands/:brand/credentials")
      .setPath(brandPath)
      .addSuccess(Schema.Struct({ items: Schema.Array(CredentialView) }))
      .annotateContext(described({ summary: "List a brand's credentials without secrets, newest first" }))
  )
  .add(
    HttpApiEndpoint.put("endCredential", "/brands/:brand/credentials/:provider/:id/end")
      .setPath(Schema.Struct({ brand: BrandKey, provider: Schema.String, id: Schema.String }))
      .setPayload(Payload.closed(Schema.Struct({ validUntil: Schema.Int })))
      .addError(Problems.CredentialEnded)
      .addError(Problems.CredentialNotFound)
      .annotateContext(
        described({ summary: "Expire a credential at a given time", request: { validUntil: 1772366400000 } })
      )
  )
  .add(
    HttpApiEndpoint.get("calls", "/brands/:brand/calls")
      .setPath(brandPath)
      .setUrlParams(Schema.Struct({ ...CallFilter.fields, ...Cursor.Query.fields }))
      .addSuccess(Cursor.Page(KeptCall))
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({
          summary: "List provider calls with their responses, newest first",
          description:
            "Contains only calls with a valid signature, with a delay of a few seconds. Secrets and personal data are removed."
        })
      )
  )
  .add(
    HttpApiEndpoint.post("replay", "/brands/:brand/calls/:id/replay")
      .setPath(Schema.Struct({ brand: BrandKey, id: Uuid }))
      .addSuccess(Replay)
      .addError(Problems.CallNotFound)
      .addError(Problems.CallNotReplayable)
      .annotateContext(
        described({
          summary: "Replay a stored provider call without side effects",
          description:
            "Runs the stored call through the current adapter without a wallet, so no money moves. Returns the commands decoded from the call and the provider response for each possible result."
        })
      )
  )
  .prefix("/internal/game")
  .annotate(OpenApi.Title, "Internal: games")
  .middleware(ServiceAuthentication) {}

/** The API of the game service. */
export class GameServiceApi extends HttpApi.make("game_service").add(GameApi).add(GameInternalApi) {}
