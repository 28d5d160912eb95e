import * as NodeHandler from "@croupier/core/http/adapters/NodeHandler"
import { Layer, ManagedRuntime } from "effect"
import express from "express"
import { needs, wallet } from "./wallet.js"

const runtime = ManagedRuntime.make(NodeHandler.layer(wallet).pipe(Layer.provide(needs)))
const handler = await runtime.runPromise(NodeHandler.NodeHandler)

const app = express()
app.use("/api/wallet", handler) // before anything that reads bodies
app.use(express.json())
app.get("/", (_request, response) => void response.send("my own page"))

export const server = app.listen(Number(process.env.PORT ?? 3000))

export const stop = async () => {
  await new Promise((closed) => server.close(closed))
  await runtime.dispose()
}
