import { PlayerPrincipal } from "@croupier/core/auth/Principal"
import { defaultLimit, maxLimit } from "@croupier/core/http/Cursor"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { GameCategory, PlayState, PlayTarget } from "@croupier/wallet/contract"
import { Schema } from "effect"
import { Game, GameCode, ProviderName } from "../../contract/Game.js"
import { CallFilter } from "../../contract/KeptCall.js"
import { LaunchRequest } from "../../contract/Launch.js"

const page = {
  cursor: Schema.optionalWith(Schema.String, { exact: true }),
  limit: Schema.optionalWith(
    Schema.Int.pipe(Schema.between(1, maxLimit, { message: () => `a page has 1 to ${maxLimit} items` })),
    { exact: true, default: () => defaultLimit }
  )
}

/** Games to add or replace. */
export const Put = Schema.Struct({ games: Schema.Array(Game) })

/** Which games: of a category, and with a text in name or code. */
export const List = Schema.Struct({
  category: Schema.optionalWith(GameCategory, { exact: true }),
  q: Schema.optionalWith(Schema.String, { exact: true }),
  ...page
})

/** What is open for play, and how far. */
export const Play = Schema.Struct({
  target: Schema.optionalWith(PlayTarget, { exact: true, default: () => ({}) }),
  state: PlayState
})

const { code, player, session } = PlayerPrincipal.fields

/** Who plays which game, and how. `player` is what `verify` of `@croupier/player/promise` answers. */
export const Launching = Schema.Struct({
  player: Schema.Struct({
    player,
    code,
    session,
    restricted: Schema.optionalWith(Schema.Boolean, { exact: true, default: () => false })
  }),
  provider: ProviderName,
  code: GameCode,
  ...LaunchRequest.fields
})

/** A round of a player. */
export const Round = Schema.Struct({ player: PlayerId, provider: ProviderName, id: Schema.String })

/** The end of a credential. */
export const CredentialEnd = Schema.Struct({ provider: ProviderName, id: Schema.String, validUntil: Schema.Int })

/** Which of the providers' calls. */
export const Calls = Schema.Struct({ ...CallFilter.fields, ...page })

/** One of the providers' calls. */
export const Call = Schema.Struct({ id: Uuid })
