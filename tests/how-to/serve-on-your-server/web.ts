import * as WebHandler from "@croupier/core/http/adapters/WebHandler"
import { Layer, ManagedRuntime } from "effect"
import { needs, wallet } from "./wallet.js"

const runtime = ManagedRuntime.make(WebHandler.layer(wallet).pipe(Layer.provide(needs)))
const handler = await runtime.runPromise(WebHandler.WebHandler)

export const fetch = (request: Request): Promise<Response> =>
  new URL(request.url).pathname.startsWith("/api/wallet/")
    ? handler(request)
    : Promise.resolve(new Response("my own page"))

export const stop = () => runtime.dispose()
