import { accessSync, constants, existsSync } from "node:fs"

// What a start from a checkout needs before anything is bundled: one line for each mistake, instead of a tool's stack.
const refuse = (line) => {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(`Node ${process.versions.node} is too old: Croupier needs Node 20.19 or newer`)
}
if (!existsSync("node_modules")) refuse("the dependencies are not installed: run npm ci first")
for (const path of ["shells", "shells/dist"]) {
  try {
    if (existsSync(path)) accessSync(path, constants.W_OK | constants.X_OK)
  } catch {
    refuse(`${process.cwd()}/${path} cannot be written to: the processes are bundled there; use a checkout of your own`)
  }
}
