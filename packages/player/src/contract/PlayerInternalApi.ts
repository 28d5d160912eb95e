import { Actor } from "@croupier/core/Actor"
import { ServiceAuthentication } from "@croupier/core/auth/Authentication"
import { BrandKey } from "@croupier/core/Brand"
import * as Payload from "@croupier/core/http/Payload"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { bodyExample } from "./Example.js"
import { ExclusionView } from "./Exclusion.js"
import { IdentityKind, VerificationMethod, VerifiedMarks } from "./Identity.js"
import { PlayerStatus, PlayerView } from "./Player.js"
import * as Problems from "./Problems.js"
import { ReviewDecision, ReviewView } from "./Review.js"

const struct = <Fields extends Schema.Struct.Fields>(fields: Fields) => Payload.closed(Schema.Struct(fields))

/** The public keys of players' tokens, as RFC 7517 has them. */
const Jwks = Schema.Struct({
  keys: Schema.Array(Schema.Struct({ kty: Schema.String, crv: Schema.String, kid: Schema.String, x: Schema.String }))
})

/** What other services of ours ask about players: each action names its `actor`. */
export class PlayerInternalApi extends HttpApiGroup.make("playerInternal")
  .add(
    HttpApiEndpoint.get("jwks", "/jwks.json")
      .addSuccess(Jwks)
      .annotate(OpenApi.Summary, "Get the public keys (JWKS) of player access tokens")
  )
  .add(
    HttpApiEndpoint.post("setStatus", "/players/:id/status")
      .setPath(Schema.Struct({ id: PlayerId }))
      .setPayload(
        struct({
          brand: BrandKey,
          status: PlayerStatus,
          reason: Reason,
          actor: Actor
        })
      )
      .addSuccess(PlayerView)
      .addError(Problems.StatusNotAllowed)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Suspend, close or reopen a player")
      .annotate(
        OpenApi.Transform,
        bodyExample({
          brand: "aurora",
          status: "suspended",
          reason: "documents are missing",
          actor: { kind: "operator", id: "0198c0de-0000-7000-8000-000000000001" }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("endExclusion", "/players/:id/exclusion-end")
      .setPath(Schema.Struct({ id: PlayerId }))
      .setPayload(struct({ brand: BrandKey, exclusion: Uuid, actor: Actor }))
      .addSuccess(ExclusionView)
      .addError(Problems.ExclusionNotFound)
      .addError(Problems.ExclusionNotOver)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Request the end of an exclusion after its minimum duration")
      .annotate(
        OpenApi.Transform,
        bodyExample({
          brand: "aurora",
          exclusion: "0198c0de-0000-7000-8000-000000000002",
          actor: { kind: "operator", id: "0198c0de-0000-7000-8000-000000000001" }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("verifyMark", "/players/:id/verified-marks")
      .setPath(Schema.Struct({ id: PlayerId }))
      .setPayload(struct({ brand: BrandKey, mark: IdentityKind, method: VerificationMethod, actor: Actor }))
      .addSuccess(VerifiedMarks)
      .addError(Problems.MarkNotFound)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Record that an identity attribute of a player was verified")
      .annotate(
        OpenApi.Transform,
        bodyExample({
          brand: "aurora",
          mark: "name-and-birth",
          method: "kyc",
          actor: { kind: "operator", id: "0198c0de-0000-7000-8000-000000000001" }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("reviews", "/reviews")
      .setUrlParams(Schema.Struct({ brand: BrandKey }))
      .addSuccess(Schema.Struct({ items: Schema.Array(ReviewView) }))
      .annotate(OpenApi.Summary, "List accounts that match an identity attribute of an excluded person, oldest first")
  )
  .add(
    HttpApiEndpoint.post("decideReview", "/players/:id/reviews/:review/decision")
      .setPath(Schema.Struct({ id: PlayerId, review: Uuid }))
      .setPayload(struct({ brand: BrandKey, decision: ReviewDecision, actor: Actor }))
      .addSuccess(ReviewView)
      .addError(Problems.ReviewNotFound)
      .addError(Problems.ReviewDecided)
      .addError(Problems.ActorNotAllowed)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Decide whether a player is the excluded person")
      .annotate(
        OpenApi.Transform,
        bodyExample({
          brand: "aurora",
          decision: "clear",
          actor: { kind: "operator", id: "0198c0de-0000-7000-8000-000000000001" }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("forget", "/players/:id/erasure")
      .setPath(Schema.Struct({ id: PlayerId }))
      .setPayload(struct({ brand: BrandKey, actor: Actor }))
      .addError(Problems.PlayerNotClosed)
      .addError(Problems.PlayerNotFound)
      .annotate(OpenApi.Summary, "Erase the personal data of a closed player")
      .annotate(
        OpenApi.Transform,
        bodyExample({ brand: "aurora", actor: { kind: "operator", id: "0198c0de-0000-7000-8000-000000000001" } })
      )
  )
  .addError(Problems.PlayersUnavailable)
  .prefix("/internal/player")
  .middleware(ServiceAuthentication)
  .annotate(OpenApi.Title, "Internal: players") {}
