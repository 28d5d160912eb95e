import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Redacted } from "effect"

/** The other side: a table of progress, and one upsert of it for each event. */
export const upsertTable = `
CREATE SCHEMA bench;
CREATE TABLE bench.progress (player uuid NOT NULL, requirement uuid NOT NULL, amount numeric(38) NOT NULL,
  PRIMARY KEY (player, requirement)) WITH (fillfactor = 70);
GRANT USAGE ON SCHEMA bench TO croupier_app;
GRANT SELECT, INSERT, UPDATE ON bench.progress TO croupier_app;
`

/** How the ids of the players begin; their number follows, in twelve digits. */
export const playerIds = "00000000-0000-7000-8000-"

const script = (players: number) => `
\\set place random(1, ${players})
INSERT INTO bench.progress AS p (player, requirement, amount)
VALUES (('${playerIds}' || lpad(:place::text, 12, '0'))::uuid, '${playerIds}000000000000', 1000000)
ON CONFLICT (player, requirement) DO UPDATE SET amount = p.amount + excluded.amount;
`

/** Upserts a second of \`pgbench\` with 16 clients, each in a transaction of its own. */
export const runUpserts = (options: {
  readonly url: Redacted.Redacted
  readonly directory: string
  readonly seconds: number
  readonly players: number
}): Promise<number> =>
  new Promise((resolve, reject) => {
    const file = join(options.directory, "upserts.sql")
    writeFileSync(file, script(options.players))
    const args = ["-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", String(options.seconds), "-f", file]
    const url = new URL(Redacted.value(options.url))
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) }
    url.password = ""
    execFile("pgbench", [...args, url.href], { env }, (error, stdout, stderr) => {
      const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
      if (error || rate === undefined || /aborted|ERROR/.test(stderr))
        reject(new Error(stderr.slice(0, 1000) || stdout))
      else resolve(Number(rate))
    })
  })
