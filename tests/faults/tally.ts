import { BrandKey } from "@croupier/core/Brand"
import { partitionOf } from "@croupier/core/events/Partition"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"
import { tallyMigrations } from "../../examples/tally/src/migrations.js"

/** The domain with the events that are followed through the faults. */
export const domain = "tally"

/** Its consumers, which take every event each. */
export const consumerNames = ["effects", "copies"] as const

/** The name of a consumer. */
export type ConsumerName = (typeof consumerNames)[number]

/** The brands with keys that have events. */
export const brands = [BrandKey.make("aurora"), BrandKey.make("boreal")] as const

/**
 * The age of some events in days, `from` to `to`: more than the outbox keeps, so that retention drops them as soon as every
 * consumer has passed them. Days up to `made` have partitions; later ones go to the default partition.
 */
export const oldDays = { from: 9, made: 10, to: 11 } as const

/** Three tables next to the domain: what the simulation records about its events. */
const recordings: MigrationSet = {
  package: "faults",
  schema: "croupier_faults",
  migrations: [
    {
      id: 1,
      name: "written, effects, trouble",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_faults.written (
  brand_id text COLLATE "C" NOT NULL,
  partition smallint NOT NULL,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid PRIMARY KEY,
  occurred_at timestamptz NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE TABLE croupier_faults.effect (
  brand_id text COLLATE "C" NOT NULL,
  place bigint GENERATED ALWAYS AS IDENTITY,
  consumer text COLLATE "C" NOT NULL,
  partition smallint NOT NULL,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL
);
CREATE INDEX ON croupier_faults.effect (event_id);
CREATE TABLE croupier_faults.trouble (
  consumer text COLLATE "C" NOT NULL,
  event_id uuid,
  kind text COLLATE "C" NOT NULL
);
GRANT SELECT, INSERT ON croupier_faults.trouble TO croupier_app;
${["written", "effect"]
  .map(
    (table) => `${rowLevelSecurity(`croupier_faults.${table}`)}
${grants(`croupier_faults.${table}`, { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] })}`
  )
  .join("\n")}`
    }
  ]
}

/**
 * The tally of `examples/tally`, which publishes, and the tables of the simulation: `written`, every committed event, which unlike the
 * outbox keeps all of them; `effect`, a row for each event that a consumer has taken, numbered in the order taken; `trouble`, what
 * `apply` does wrong, for one event or (NULL) for all.
 */
export const migrations: ReadonlyArray<MigrationSet> = [tallyMigrations, recordings]

/** Of each brand one key for each partition, so that an event of each key passes through every one of them. */
const keysOf = (first: number): ReadonlyArray<string> =>
  Array.from({ length: 16 }, (_, partition) => {
    for (let number = first; ; number++) {
      const key = `00000000-0000-7000-8000-${String(partition * 10_000 + number).padStart(12, "0")}`
      if (partitionOf(key) === partition) return key
    }
  })

const brandOfKey: ReadonlyMap<string, BrandKey> = new Map(
  brands.flatMap((brand, number) => keysOf(number * 1_000_000).map((key) => [key, brand] as const))
)

/** The keys of all brands. */
export const keys: ReadonlyArray<string> = [...brandOfKey.keys()]

/** The key of the writer that stays open: no other writer waits for its row. */
export const slowKey = "00000000-0000-7000-8000-999999999999"

/** The brand that a key belongs to. */
export const brandOf = (key: string): BrandKey => brandOfKey.get(key) ?? brands[0]
