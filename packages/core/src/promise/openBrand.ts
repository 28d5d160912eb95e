import { type Context, Effect, type Layer } from "effect"
import type { Brand } from "../Brand.js"
import type { Embedding } from "../embedded/Embedding.js"
import { registerBrand } from "../internal/promise/registerBrand.js"
import type { BrandOptions, LogEntry } from "./Options.js"
import { openSession, type Session } from "./Session.js"

/** Builds a domain's layer for a promise API and registers its brand; closes what it has built where that fails. */
export const openBrand = async <R, Id extends R, E>(
  name: string,
  layer: Layer.Layer<R, E>,
  embedding: Context.Tag<Id, Embedding>,
  options: { readonly brand: BrandOptions | string; readonly log?: (entry: LogEntry) => void }
): Promise<{ readonly session: Session<R>; readonly brand: Brand }> => {
  const session = await openSession(name, layer, options.log)
  try {
    const brand = await session.run(Effect.flatMap(embedding, (of) => registerBrand(of, options.brand)))
    return { session, brand }
  } catch (error) {
    await session.close()
    throw error
  }
}
