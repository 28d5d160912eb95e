import { createServer } from "node:http"
import * as NodeHandler from "@croupier/core/http/adapters/NodeHandler"
import { Layer, ManagedRuntime } from "effect"
import { needs, wallet } from "./wallet.js"

const runtime = ManagedRuntime.make(NodeHandler.layer(wallet).pipe(Layer.provide(needs)))
const handler = await runtime.runPromise(NodeHandler.NodeHandler)

export const server = createServer((request, response) => {
  if (request.url?.startsWith("/api/wallet/")) handler(request, response)
  else response.end("my own page")
}).listen(Number(process.env.PORT ?? 3000))

export const stop = async () => {
  await new Promise((closed) => server.close(closed))
  await runtime.dispose()
}
