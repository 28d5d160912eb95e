import type { Effect, Scope } from "effect"
import type { Deployment } from "./Deployment.js"

/** One fault of a deployment, and how `doctor` has to name it. */
export interface DeploymentFault {
  readonly name: string
  /** Breaks the deployment; put back when the scope closes. */
  readonly apply?: (deployment: Deployment) => Effect.Effect<unknown, never, Scope.Scope>
  /** What the environment says otherwise. */
  readonly environment?: (deployment: Deployment) => Readonly<Record<string, string>>
  readonly check: string
  readonly found: RegExp
  readonly remedy: RegExp
  /** 2 where the database cannot be reached; by default 1. */
  readonly code?: number
  /** Whether the real command is run, for what concerns a process; by default its examination, in this process. */
  readonly asProcess?: boolean
}
