import { defineConfig } from "tsup"
import all from "../tsup.config.js"

/** Builds `turns.ts` alone, in this checkout and in the earlier one. */
export default defineConfig({ ...all, entry: ["bench/p1/turns.ts"], outDir: "bench/dist/turns" })
