import { defineConfig } from "tsup"
import { apiReference } from "../../scripts/api-reference.mjs"
import library from "../../tsup.config.js"

/** As every library package, with the script of the API page beside the file that serves it. */
export default defineConfig({ ...library, esbuildPlugins: [apiReference("internal/http")] })
