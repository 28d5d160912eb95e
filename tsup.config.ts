import { defineConfig } from "tsup"

/** JavaScript of every library package, file by file; declarations come from `tsc -b`. Run inside a package. */
export default defineConfig({
  entry: ["src/**/*.ts"],
  format: "esm",
  target: "node20",
  bundle: false,
  sourcemap: true,
  clean: false
})
