import { Context, Effect, Layer } from "effect"
import { InvalidInput } from "./CroupierError.js"
import type { OpenClient } from "./OpenClient.js"
import type { Session } from "./Session.js"

const contexts = new WeakMap<object, Context.Context<never>>()

/** Makes the services of a session available to `layerOf` under its client. The client itself stays free of Effect's types. */
export const share = async <Client extends OpenClient<string>, R>(
  session: Session<R>,
  client: Client
): Promise<Client> => {
  contexts.set(client, await session.run(Effect.context<R>()))
  return client
}

/** One service of an open client; `InvalidInput` where the object is no client of this process or has no such service. */
export const layerOf = <Id, S>(client: object, tag: Context.Tag<Id, S>): Layer.Layer<Id, InvalidInput> =>
  Layer.effect(
    tag,
    Effect.mapError(
      Effect.flatMap(Effect.fromNullable(contexts.get(client)), (context) => Context.getOption(context, tag)),
      () =>
        new InvalidInput(
          "unknown-client",
          `${tag.key} is not provided by the client that was given: give one that is open in this process, with the same kind of store`
        )
    )
  )
