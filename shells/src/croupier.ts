import * as Shell from "@croupier/core/process/Shell"
import { exitCodeOf } from "./command/ExitCode.js"
import { run } from "./command/run.js"

const words = process.argv.slice(2)

run(words).pipe(Shell.runTask("croupier", { codeOf: exitCodeOf(words[0]), logTo: "stderr", checksEnvironment: false }))
