import { accessSync, constants, mkdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"

/**
 * Makes a directory that this process can write to, with those above it that are missing; throws one sentence that names the
 * place which is in the way. Level by level: on a file system where nothing can be made, such as /proc, Node's own recursive
 * mkdir never returns.
 */
export const makeDirectory = (directory: string): void => {
  const path = resolve(directory)
  const found = placeAt(path)
  if (found === undefined) {
    if (dirname(path) !== path) makeDirectory(dirname(path))
    attempt(path, "cannot be made", () => mkdirSync(path))
  } else if (!found.isDirectory()) {
    throw new Error(`${path} is not a directory`)
  }
}

/** The same for a directory into which files are to be written. */
export const makeWritableDirectory = (directory: string): void => {
  makeDirectory(directory)
  attempt(directory, "cannot be written to", () => accessSync(directory, constants.W_OK | constants.X_OK))
}

const placeAt = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    // Something above it is a file: that place is named instead.
    if (code === "ENOTDIR") return undefined
    throw new Error(`${path} cannot be read (${code})`)
  }
}

const attempt = (path: string, what: string, run: () => void): void => {
  try {
    run()
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    // Another process may have made it in the meantime.
    if (code !== "EEXIST") throw new Error(`${path} ${what} (${code})`)
  }
}
