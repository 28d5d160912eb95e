import { readdirSync, rmSync } from "node:fs"

// What a build or a test run leaves behind; installed packages and the state of `npm start` stay.
const made = [
  ...readdirSync("packages").map((name) => `packages/${name}/dist`),
  "shells/dist",
  "coverage",
  "node_modules/.cache",
  "node_modules/.vite",
  "node_modules/.vitest"
]
for (const path of made) rmSync(path, { recursive: true, force: true })
