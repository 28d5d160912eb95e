import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup, HttpServer } from "@effect/platform"
import { Effect, Layer, Redacted, Schema } from "effect"
import { ProcessFailure } from "../../../src/config/ProcessFailure.js"
import * as Setting from "../../../src/config/Setting.js"
import * as Service from "../../../src/http/Service.js"
import * as Shell from "../../../src/process/Shell.js"

const Api = HttpApi.make("sample").add(
  HttpApiGroup.make("sample").add(HttpApiEndpoint.get("slow", "/slow").addSuccess(Schema.String))
)
const handlers = HttpApiBuilder.group(Api, "sample", (group) =>
  group.handle("slow", () => Effect.as(Effect.zipRight(Effect.log("slow entered"), Effect.sleep("300 millis")), "done"))
)

/** What a shell's pipe provides: it says when it goes, so a test sees the order of stopping. */
const store = Layer.scopedDiscard(
  Effect.gen(function* () {
    const key = yield* Setting.secret("SAMPLE_KEY", { description: "the key of the sample" })
    if (Redacted.value(key).startsWith("defect")) return yield* Effect.die(new TypeError("the store is broken"))
    yield* Effect.addFinalizer(() => Effect.log("store closed"))
    const fail = yield* ProcessFailure
    if (Redacted.value(key).startsWith("stuck")) yield* Effect.forkScoped(fail(new Error("a loop is stuck")))
  })
)

const service = Service.serve({
  name: "sample_service",
  api: Api,
  handlers,
  port: Setting.port("SAMPLE_PORT", { description: "where the sample listens", default: 8099 })
})

Layer.effectDiscard(HttpServer.addressFormattedWith((address) => Effect.log(`listening on ${address}`))).pipe(
  Layer.provide(service),
  Layer.provide(store),
  Shell.run("sample_service")
)
