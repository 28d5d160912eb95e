import { canonical } from "@croupier/core/auth/PasswordPolicy"
import { Passwords, shareOf } from "@croupier/core/auth/Passwords"
import { Throttle } from "@croupier/core/auth/Throttle"
import { TokenIssuer } from "@croupier/core/auth/TokenIssuer"
import { makeUuid } from "@croupier/core/Ids"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { TypedUsername } from "@croupier/player/contract"
import { Effect, Option, Redacted, Schema } from "effect"
import type { Arguments } from "../../contract/AgentRequests.js"
import { AgentLoginRefused, LoginFailed } from "../../contract/Problems.js"
import { AgentStore } from "../store/AgentStore.js"
import { viewOfLast } from "./AgentViews.js"

/** Throttles, checks the password, and only then says anything about the agent. */
export const login = Effect.fn("Agents.login")(function* ({ address, brand, password, username }: Arguments["login"]) {
  const throttle = yield* Throttle
  yield* throttle.address(address)
  // A name that cannot exist is looked up like any other: the time taken must not tell.
  const name = Option.getOrElse(decodeUsername(username), () => "")
  yield* throttle.account(compositeKey("agent-login", brand, name))
  const store = yield* AgentStore
  const agent = yield* store.inBrand(brand, (tables) => tables.agentByUsername(name))
  const typed = canonical(Redacted.value(password))
  const isRight = yield* (yield* Passwords).verify(shareOf(brand, false), agent?.passwordHash, typed)
  if (agent === undefined || !isRight) return yield* new LoginFailed()
  if (agent.status !== "active") return yield* new AgentLoginRefused({ reason: agent.status })
  const view = yield* store.inBrand(brand, (tables) => viewOfLast(tables, [agent]))
  const session = yield* makeUuid
  const { expiresIn, token } = yield* (yield* TokenIssuer).issue({ _tag: "agent", brand, agent: agent.id, session })
  return { agent: view, accessToken: token, expiresIn }
})

const decodeUsername = Schema.decodeOption(TypedUsername)
