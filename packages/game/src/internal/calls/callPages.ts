import * as Cursor from "@croupier/core/http/Cursor"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import type { KeptCall } from "../../contract/KeptCall.js"

/** The list of kept calls, newest first. */
export const callPages = Cursor.pages(Schema.Tuple(Schema.Int, Uuid), ({ at, id }: KeptCall) => [at, id] as const)
