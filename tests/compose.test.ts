import { describe, expect, it } from "vitest"
import { container, containers, read, text } from "./compose/ComposeFile.js"
import { services, shellOf, stores, tasks, workers } from "./compose/contract.js"

const names = [...containers.keys()]
const ours = names.filter((name) => !(name in stores))

/** All that a container waits for, directly or not. */
const awaitedBy = (name: string, path: ReadonlyArray<string> = []): ReadonlySet<string> => {
  expect(path, "a circle of waiting").not.toContain(name)
  const next = Object.keys(container(name).depends_on)
  return new Set([...next, ...next.flatMap((other) => [...awaitedBy(other, [...path, name])])])
}

describe("the topology", () => {
  it("has these containers and no others, every one under its own name and on its own port of this machine only", () => {
    expect([...names].sort()).toEqual(Object.keys({ ...stores, ...services, ...workers, ...tasks }).sort())
    const ports = Object.fromEntries(names.map((name) => [name, container(name).ports]))
    expect(ports).toEqual({
      ...Object.fromEntries(names.map((name) => [name, []])),
      ...Object.fromEntries(
        Object.entries(stores).map(([name, { host, inside }]) => [name, [`127.0.0.1:${host}:${inside}`]])
      ),
      ...Object.fromEntries(Object.entries(services).map(([name, port]) => [name, [`127.0.0.1:${port}:${port}`]]))
    })
    for (const name of names) expect([name, container(name).profiles[0]]).toEqual([name, tasks[name]])
  })

  it("is what the runbook describes", () => {
    const runbook = read("docs/runbooks/local-docker/local-docker-full-stack.md")
    const addresses = {
      ...services,
      ...Object.fromEntries(Object.entries(stores).map(([name, { host }]) => [name, host]))
    }
    for (const [name, port] of Object.entries(addresses))
      expect(runbook).toContain(`| \`${name}\` | \`127.0.0.1:${port}\` |`)
    for (const name of ["migrate", ...Object.keys(workers)]) expect(runbook).toContain(`| \`${name}\` | |`)
    for (const [task, profile] of Object.entries(tasks)) {
      if (profile !== undefined) expect(runbook).toMatch(new RegExp(`^dc --profile ${profile} run .*${task}$`, "m"))
    }
  })

  it("runs each process by its own shell from the one image, which is built once and never asked of a registry", () => {
    for (const name of ours) {
      const { build, command, image, pull_policy } = container(name)
      expect([name, command.at(-1)]).toEqual([name, shellOf(name)])
      expect([name, image]).toEqual([name, name === "demo" ? "croupier-demo:local" : "croupier:local"])
      expect([name, pull_policy]).toEqual([name, "never"])
      const target = { migrate: "service", demo: "demo" }[name]
      expect([name, build?.target]).toEqual([name, target])
    }
    expect(container("wallet_service").command).toContain("--max-semi-space-size=64")
  })

  it("names hosts as they are called in it", () => {
    for (const name of ours) {
      for (const [variable, value] of Object.entries(container(name).environment)) {
        const service = /^(\w+)_URL$/.exec(variable)?.[1]?.toLowerCase() ?? ""
        const port = services[service]
        if (port !== undefined) expect([name, value]).toEqual([name, `http://${service}:${port}`])
        if (service.startsWith("database")) expect(value).toContain("@postgres:5432/croupier")
        if (service === "redis") expect(value).toContain("@redis:6379")
      }
    }
  })
})

describe("the order of starting", () => {
  it("everything of ours waits for the migrations, and they for PostgreSQL", () => {
    expect(container("migrate").depends_on).toEqual({ postgres: { condition: "service_healthy" } })
    for (const name of [...Object.keys(services), ...Object.keys(workers)]) {
      expect([name, container(name).depends_on.migrate]).toEqual([
        name,
        { condition: "service_completed_successfully" }
      ])
    }
    for (const name of ["verify_ledger", "demo"]) expect(awaitedBy(name)).toContain("migrate")
  })

  it("player_service waits for a healthy player_worker, and the gateway for every service", () => {
    expect(container("player_service").depends_on.player_worker).toEqual({ condition: "service_healthy" })
    for (const name of Object.keys(services).filter((name) => name !== "gateway")) {
      expect([name, container("gateway").depends_on[name]]).toEqual([name, { condition: "service_healthy" }])
    }
  })

  it("no container waits in a circle, for a missing one, or for the health of one without a check", () => {
    for (const name of names) {
      awaitedBy(name)
      for (const [other, { condition }] of Object.entries(container(name).depends_on)) {
        const { healthcheck, restart } = container(other)
        if (condition === "service_healthy") expect(healthcheck, `${name} waits for ${other}`).toBeDefined()
        else expect([other, restart]).toEqual([other, "no"])
      }
    }
  })
})

describe("the split of APIs and workers", () => {
  it("player_worker publishes the outbox and player_service does not; no other API does either", () => {
    expect(container("player_service").environment.ENABLE_OUTBOX_POLLER).toBe("false")
    for (const name of Object.keys(workers)) {
      expect([name, container(name).environment.ENABLE_OUTBOX_POLLER]).toEqual([name, "true"])
    }
    for (const name of Object.keys(services)) {
      expect([undefined, "false"]).toContain(container(name).environment.ENABLE_OUTBOX_POLLER)
    }
  })

  it("only workers and the proof of the books may see every brand, only tasks have the administrator's login, and only publishers and consumers of events use Redis", () => {
    const told = (word: string) =>
      names.filter((name) => Object.values(container(name).environment).some((value) => value.includes(word)))
    expect(told("croupier_span:").sort()).toEqual(["outbox", "verify_ledger"])
    expect(told("croupier_config:")).toEqual(["croupier"])
    expect(told("croupier_app:")).toEqual([])
    for (const name of [...Object.keys(services), ...Object.keys(workers)]) {
      const login = `croupier_${name.replace("_service", "")}`
      expect(container(name).environment.DATABASE_URL).toContain(`://${login}:\${DATABASE_PASSWORD_`)
    }
    const withKeys = names.filter((name) => container(name).environment.CROUPIER_KEYS !== undefined)
    expect(withKeys.sort()).toEqual(["agent_service", "demo", "game_service", "player_service", "player_worker"])
    expect(told("POSTGRES_PASSWORD").sort()).toEqual(["demo", "migrate", "postgres"])
    for (const name of told("REDIS_PASSWORD"))
      expect([
        "redis",
        "player_service",
        "wallet_service",
        "rolling_service",
        "agent_service",
        ...Object.keys(workers)
      ]).toContain(name)
  })

  it("the gateway refuses a token of another brand unless the environment says otherwise", () => {
    expect(container("gateway").environment.MULTI_BRAND_ENFORCEMENT).toMatch(/^\$\{MULTI_BRAND_ENFORCEMENT:-enforce\}$/)
  })
})

// What every container says literally (init, a read-only root, no capabilities, …) is in the schema that the file is read with.
describe("what every container is held to", () => {
  for (const name of names) {
    it(name, () => {
      const { deploy, environment, restart, stop_grace_period, tmpfs, user, volumes } = container(name)
      expect(user).toBe(name in stores ? name : "node")
      expect(tmpfs[0]).toMatch(/^\/tmp(:size=\d+m)?$/)
      expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThan(10)
      const { cpus, memory, pids } = deploy.resources.limits
      expect([Number(cpus) > 0, /^\d+[MG]$/.test(memory), pids > 0]).toEqual([true, true, true])
      expect(restart).toBe(name in tasks ? "no" : "unless-stopped")
      expect(volumes).toEqual(name === "postgres" ? ["postgres:/var/lib/postgresql"] : [])
      if (name in workers) expect(tmpfs[1]).toMatch(new RegExp(`^${environment.HEARTBEAT_DIR}:.*uid=1000.*mode=0700$`))
    })
  }

  it("Redis persists nothing, evicts nothing, and requires a password", () => {
    const { command } = container("redis")
    const [shell, how, script = ""] = command
    expect([shell, how]).toEqual(["sh", "-c"])
    expect(script).toContain('--save "" --appendonly no --maxmemory 256mb --maxmemory-policy noeviction <<END')
    expect(script).toMatch(/^requirepass \$\$REDISCLI_AUTH$/m)
  })

  it("no password is an argument of a command, which every user of the machine could read", () => {
    for (const name of names) {
      const { command, healthcheck } = container(name)
      for (const word of [...command, ...(healthcheck?.test ?? [])]) expect(word).not.toMatch(/PASSWORD|KEYS/)
    }
  })

  it("no secret is in the file, and git does not see the developer's own", () => {
    expect(text).not.toMatch(/BEGIN|[A-Za-z0-9+]{40,}/)
    const secrets = [
      ...text.matchAll(/^ +\w*(?:PASSWORD|KEYS?|TOKEN|SECRET|REDISCLI_AUTH)\w*: *(.*)$/gm),
      ...text.matchAll(/:\/\/\w*:(\S+)@/g)
    ]
    expect(secrets.length).toBeGreaterThan(10)
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:\?\}$/)
    expect(read(".gitignore").split("\n")).toContain(".env.compose.local")
    expect(read(".dockerignore").split("\n")).toContain("*")
  })
})
