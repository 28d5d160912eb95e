import { defineConfig } from "tsup"

/** Benchmarks run as bundles, like the shells do: what is measured is what is shipped. */
export default defineConfig({
  entry: [
    "bench/p1-postings.ts",
    "bench/p1-earlier.ts",
    "bench/p3-latency.ts",
    "bench/p4-events-beside-postings.ts",
    "bench/p5-events.ts",
    "bench/p6-event-latency.ts",
    "bench/events/process.ts",
    "bench/p9-http-server.ts",
    "bench/p11-turnover.ts",
    "bench/growth.ts",
    "bench/p9/lean.ts",
    "bench/p9/fastify.ts",
    "bench/p9/stock.ts"
  ],
  outDir: "bench/dist",
  format: "esm",
  target: "node20",
  bundle: true,
  splitting: false,
  noExternal: [/^@croupier\//],
  external: ["fastify", "graphile-worker", "pg"],
  platform: "node",
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);'
  },
  silent: true,
  esbuildOptions: (options) => {
    options.conditions = ["@croupier/source"]
  }
})
