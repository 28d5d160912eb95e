import { Actor } from "@croupier/core/Actor"
import { Schema } from "effect"
import { GateChange } from "../../contract/Gate.js"

/** The JSON of an intent's change, as its column takes it. */
export const encodeChange = Schema.encodeSync(Schema.parseJson(GateChange))

/** The JSON of an intent's actor, as its column takes it. */
export const encodeActor = Schema.encodeSync(Schema.parseJson(Actor))

/** The change in a column, which arrives parsed. */
export const decodeChange = Schema.decodeUnknownSync(GateChange)

/** The actor in a column, which arrives parsed. */
export const decodeActor = Schema.decodeUnknownSync(Actor)
