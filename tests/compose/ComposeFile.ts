import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { Schema } from "effect"
import { parse } from "yaml"

export const root = resolve(import.meta.dirname, "../..")

const Texts = Schema.Array(Schema.String)
const Condition = Schema.Literal("service_healthy", "service_completed_successfully")

/** A container as the Compose file has it. A key that is not here is refused: it might undo what the others hold. */
export const Container = Schema.Struct({
  image: Schema.String,
  build: Schema.optional(Schema.Struct({ context: Schema.Literal("."), target: Schema.String })),
  pull_policy: Schema.optional(Schema.Literal("never")),
  command: Schema.optionalWith(Texts, { default: () => [] }),
  profiles: Schema.optionalWith(Texts, { default: () => [] }),
  environment: Schema.Record({ key: Schema.String, value: Schema.String }),
  ports: Schema.optionalWith(Texts, { default: () => [] }),
  network_mode: Schema.optional(Schema.Literal("service:game_service")),
  depends_on: Schema.optionalWith(
    Schema.Record({ key: Schema.String, value: Schema.Struct({ condition: Condition }) }),
    { default: () => ({}) }
  ),
  healthcheck: Schema.optional(
    Schema.Struct({
      test: Texts,
      interval: Schema.String,
      timeout: Schema.String,
      retries: Schema.Int,
      start_period: Schema.String
    })
  ),
  user: Schema.String,
  init: Schema.Literal(true),
  read_only: Schema.Literal(true),
  cap_drop: Schema.Tuple(Schema.Literal("ALL")),
  security_opt: Schema.Tuple(Schema.Literal("no-new-privileges:true")),
  tmpfs: Texts,
  volumes: Schema.optionalWith(Texts, { default: () => [] }),
  shm_size: Schema.optional(Schema.String),
  restart: Schema.Literal("unless-stopped", "no"),
  stop_grace_period: Schema.String,
  logging: Schema.Struct({
    driver: Schema.Literal("local"),
    options: Schema.Struct({ "max-size": Schema.String, "max-file": Schema.String })
  }),
  deploy: Schema.Struct({
    resources: Schema.Struct({
      limits: Schema.Struct({ cpus: Schema.String, memory: Schema.String, pids: Schema.Int })
    })
  })
})
export type Container = typeof Container.Type

/** A file of the repository. */
export const read = (path: string): string => readFileSync(join(root, path), "utf8")

/** The Compose file as it is written. */
export const text = read("docker-compose.yml")

/** Its containers by name. */
export const containers: ReadonlyMap<string, Container> = new Map(
  Object.entries(
    Schema.decodeUnknownSync(Schema.Struct({ services: Schema.Record({ key: Schema.String, value: Container }) }))(
      { services: parse(text, { merge: true }).services },
      { onExcessProperty: "error" }
    ).services
  )
)

/** A container that has to be there. */
export const container = (name: string): Container => {
  const found = containers.get(name)
  if (found === undefined) throw new Error(`docker-compose.yml has no ${name}`)
  return found
}

/** The health check of a container as a shell is given it: in a Compose file each `$` is doubled. */
export const check = (name: string): ReadonlyArray<string> =>
  (container(name).healthcheck?.test ?? []).map((word) => word.replaceAll("$$", "$"))
