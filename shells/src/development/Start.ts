import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Hub88Simulator, SoftswissSimulator } from "@croupier/sandbox"
import { Config, Console, Effect, Layer, Option } from "effect"
import { migrationSets } from "../compose/stores.js"
import type * as Arguments from "./Arguments.js"
import * as Database from "./Database.js"
import * as Home from "./Home.js"
import * as Listing from "./Listing.js"
import * as Occupancy from "./Occupancy.js"
import * as Parent from "./Parent.js"
import * as Platform from "./Platform.js"
import * as Ports from "./Ports.js"
import * as Secrets from "./Secrets.js"
import * as Seed from "./Seed.js"
import * as Story from "./Story.js"

const settings = Config.all({
  directory: Home.directory,
  ports: Ports.ports,
  enforcement: Platform.enforcement,
  server: Database.serverUrl
})

/** Starts everything from the database up, runs the story if it is due, and runs until it is interrupted. */
export const start = (given: Arguments.Arguments) =>
  Effect.gen(function* () {
    const { directory, enforcement, ports, server } = yield* settings
    if (given.fresh && Option.isSome(server)) return yield* new Database.NotOurs()
    yield* Occupancy.occupy(directory)
    yield* Ports.free(ports)
    if (given.fresh) yield* Occupancy.forget(directory)
    const secrets = yield* Secrets.open(directory)
    const database = yield* Database.open(server, Home.data(directory), ports.postgres, migrationSets)
    yield* Effect.provide(Seed.directory, database.layer("croupier_owner", "croupier seed"))
    const { hub88PrivateKeyPem, serviceToken, softswissSecret } = secrets
    const simulator = yield* Hub88Simulator.make({ port: ports.sandbox, privateKeyPem: hub88PrivateKeyPem })
    const softswiss = yield* SoftswissSimulator.make({ port: ports.sandbox_softswiss })
    const platform = yield* Layer.build(Platform.layer(database, secrets, ports, enforcement)).pipe(
      Effect.catchTag("SealBroken", () => new Secrets.SecretsForeign({ directory }))
    )
    const gateway = Ports.local(ports.gateway)
    const connections = yield* Effect.gen(function* () {
      const hub88 = yield* Seed.domains(simulator, gateway)
      return [...hub88, ...(yield* Seed.softswiss(softswiss, softswissSecret, gateway))]
    }).pipe(Effect.provide(platform))
    const listing = {
      ...{ directory, ports, databaseUrl: database.url, serviceToken, connections },
      ...{ hub88PrivateKeyPem, softswissSecret }
    }
    const file = yield* Listing.write(listing)
    const told = join(directory, "story-told")
    if (given.story || !existsSync(told)) {
      const story = Story.tell({ gateway, walletService: Ports.local(ports.wallet_service), serviceToken, simulator })
      yield* Effect.provide(
        given.json ? onStandardError(story) : story,
        database.layer("croupier_span", "croupier story")
      )
      writeFileSync(told, "")
    }
    yield* given.json ? Console.log(readFileSync(file, "utf8").trimEnd()) : Listing.print(listing, file)
    if (!given.exit) yield* Parent.gone
  }).pipe(Effect.scoped)

/** What an effect prints, on standard error: standard output is for one document. */
const onStandardError = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Effect.console, (console) =>
    Effect.withConsole(effect, { ...console, log: (...parts) => console.error(...parts) })
  )
