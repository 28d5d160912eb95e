#!/usr/bin/env node
// `npx croupier` in a checkout: brings the bundle up to date, as `npm run croupier` does, and runs it here.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../..", import.meta.url))
const { status } = spawnSync("npm", ["run", "bundle", "--silent"], {
  cwd: root,
  // Standard output is for the command's result.
  stdio: ["ignore", 2, 2],
  shell: process.platform === "win32"
})
if (status !== 0) process.exit(2)
await import(new URL("../dist/croupier.js", import.meta.url).href)
