import type { LicenceKey } from "@croupier/core/Brand"
import { Context, Effect, Layer, Schema } from "effect"
import type { Person } from "./Person.js"

/** An outside register gave no answer in time. The check fails closed. */
export class RegisterUnavailable extends Schema.TaggedError<RegisterUnavailable>()("RegisterUnavailable", {
  detail: Schema.String
}) {}

/**
 * Player's port to registers of excluded persons that others keep, such as a state's. Asked at registration and at login,
 * after our own. There is no default: an app without such a register says `ExclusionRegister.none`.
 */
export class ExclusionRegister extends Context.Tag("@croupier/player/ExclusionRegister")<
  ExclusionRegister,
  { readonly isExcluded: (licence: LicenceKey, person: Person) => Effect.Effect<boolean, RegisterUnavailable> }
>() {
  /** No outside register. */
  static readonly none: Layer.Layer<ExclusionRegister> = Layer.succeed(ExclusionRegister, {
    isExcluded: () => Effect.succeed(false)
  })
}
