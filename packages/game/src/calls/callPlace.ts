import * as Cursor from "@croupier/core/http/Cursor"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"

/** The cursor with which a list of calls goes on behind one. */
export const callPlace = Cursor.make(Schema.Tuple(Schema.Int, Uuid))
