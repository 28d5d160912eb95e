import { PlayerAuthentication } from "@croupier/core/auth/Authentication"
import * as ServiceCalls from "@croupier/core/domain/ServiceCalls"
import { described } from "@croupier/core/http/described"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { AdditionConflict, TallyUnavailable } from "./Problems.js"
import { Addition, TallyRef } from "./Tally.js"

/** What players see of their tally. */
export class TallyPlayerApi extends HttpApiGroup.make("tally")
  .add(
    HttpApiEndpoint.get("points", "/points")
      .addSuccess(Schema.Struct({ points: Schema.Int }))
      .annotateContext(described({ summary: "Your points", response: { points: 12 } }))
  )
  .addError(TallyUnavailable)
  .prefix("/api/tally")
  .middleware(PlayerAuthentication)
  .annotate(OpenApi.Title, "Loyalty points") {}

const { group, method } = ServiceCalls.of("tally")

/** Every method of `Tally`, for other processes of the stack. */
export class TallyCallApi extends group
  .add(method("add", Addition.fields, Schema.Int).addError(AdditionConflict))
  .add(method("total", TallyRef.fields, Schema.Int))
  .addError(TallyUnavailable) {}

/** All of the tally service. */
export class TallyServiceApi extends HttpApi.make("tally_service").add(TallyPlayerApi).add(TallyCallApi) {}
