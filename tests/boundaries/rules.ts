import type { IForbiddenRuleType } from "dependency-cruiser"

/** A room of a package by its path: a file or folder of that name, at any depth of `src`. */
const room = (name: string) => `^packages/[^/]+/src/(?:${name}|.+/${name})(?:/|\\.ts$)`
const contract = room("contract")
const rules = room("rules")
const core = "^packages/core/src/"

/** An installed package by its name. */
const npm = (name: string) => `(?:^|/)node_modules/${name}/`
const effect = npm("effect")
const platform = npm("@effect/platform")
const server = [
  "pg",
  "pg-[^/]+",
  "undici",
  "ioredis",
  "@node-rs/[^/]+",
  "@effect/platform-node",
  "@effect/sql[^/]*"
].map(npm)

/** The direction of the house and what each room may import, as rules of dependency-cruiser; paths begin at the root. */
export const forbidden: ReadonlyArray<IForbiddenRuleType> = [
  {
    name: "core-knows-no-domain",
    comment: "every domain depends on core",
    severity: "error",
    from: { path: "^packages/core/" },
    to: { path: "^(?:packages/(?!core/)|shells/)" }
  },
  {
    name: "domains-know-no-shell",
    comment: "shells compose packages, never the other way",
    severity: "error",
    from: { path: "^packages/" },
    to: { path: "^(?:shells|tests|bench|examples)/" }
  },
  {
    name: "only-contracts-of-other-domains",
    comment: "a domain may be in another process: only its contract can be imported",
    severity: "error",
    from: { path: "^packages/([^/]+)/src/" },
    to: { path: "^packages/(?!core/|sandbox/|$1/)[^/]+/", pathNot: "^packages/[^/]+/src/contract(?:/|\\.ts$)" }
  },
  {
    name: "sandbox-is-not-product",
    comment: "simulators of the outside world never ship inside a service",
    severity: "error",
    from: { path: "^packages/(?!sandbox/)[^/]+/src/" },
    to: { path: "^packages/sandbox/" }
  },
  {
    name: "contract-stands-alone",
    comment: "a client needs schemas, API and tag, and no server code",
    severity: "error",
    from: { path: contract },
    to: { pathNot: [contract, core, effect, platform] }
  },
  {
    name: "rules-are-pure",
    comment: "rules are functions over plain values: only effect's data modules, core values and contracts",
    severity: "error",
    from: { path: rules },
    to: { pathNot: [rules, contract, core, effect] }
  },
  {
    name: "no-server-code-behind-contract-or-rules",
    comment: "an importer of a contract or a rule would load a database driver or a server with it",
    severity: "error",
    from: { path: [contract, rules] },
    to: { path: server, reachable: true }
  },
  {
    name: "no-cycles",
    comment: "files that need each other, by type only too, are one thing or have a third in common",
    severity: "error",
    from: {},
    to: { circular: true }
  },
  {
    name: "resolvable",
    comment: "an import names nothing that its package exports",
    severity: "error",
    from: {},
    to: { couldNotResolve: true }
  }
]
