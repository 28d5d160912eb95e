import type { HealthModeName } from "@croupier/core/worker/HealthChecks"

/** Where the stores are reached from this machine. */
export const stores: Readonly<Record<string, { readonly host: number; readonly inside: number }>> = {
  postgres: { host: 5433, inside: 5432 },
  redis: { host: 6381, inside: 6379 }
}

/** The services that there are so far, each on one port inside and outside. */
export const services: Readonly<Record<string, number>> = {
  gateway: 8080,
  player_service: 8010,
  wallet_service: 8011,
  game_service: 8012,
  rolling_service: 8013,
  agent_service: 8015
}

/** The workers that there are so far, each with what makes it healthy. */
export const workers: Readonly<Record<string, HealthModeName>> = {
  wallet_worker: "readiness",
  player_worker: "heartbeat",
  rolling_worker: "loopFreshness",
  agent_worker: "heartbeat"
}

/** What runs once and ends, each with the profile that it waits for, if any. */
export const tasks: Readonly<Record<string, string | undefined>> = {
  migrate: undefined,
  verify_ledger: "tools",
  outbox: "tools",
  croupier: "tools",
  demo: "demo"
}

/** The shell of a process, as its command names it. */
export const shellOf = (name: string): string => `${name.replaceAll("_", "-")}.js`
