import { randomUUID } from "node:crypto"
import type { Hub88Simulator } from "@croupier/sandbox"
import { renderReport, verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import { Console, Effect, Redacted, Schedule } from "effect"
import { call, UnexpectedAnswer } from "./Call.js"
import * as Demo from "./Demo.js"

/** Where the story runs. */
export interface Stage {
  readonly gateway: string
  readonly walletService: string
  readonly serviceToken: Redacted.Redacted
  readonly simulator: Hub88Simulator.Hub88Simulator
}

interface SignedIn {
  readonly player: { readonly username: string; readonly code: string }
  readonly accessToken: string
}
interface Deposit {
  readonly id: string
  readonly amount: string
  readonly reference: string
  readonly payTo: { readonly bank: string; readonly accountNumber: string }
}
interface Withdrawable {
  readonly allowed: boolean
  readonly reasons: ReadonlyArray<{ readonly detail: string }>
  readonly requirements: ReadonlyArray<{ readonly missing: string }>
}
interface Launch {
  readonly url: string
  readonly account: string
}

/**
 * One player's session over the real HTTP API, as a transcript: the player registers, deposits, launches a game, and the
 * simulated provider plays signed rounds against the gateway. Fails where a response is not the expected one.
 */
export const tell = (stage: Stage) =>
  Effect.gen(function* () {
    const { brand, domain } = Demo.brands[0]!
    const currency = brand.reportingCurrency
    const site = `${stage.gateway}/api`
    const balance = (token: string) =>
      Effect.map(
        call<{ cash: string }>("GET", `${site}/wallet/balance`, { host: domain, token }),
        ({ cash }) => `${cash} ${currency}`
      )

    yield* say(`A player visits ${domain}, a site of the brand ${brand.displayName}.`)
    const { accessToken: token, player } = yield* call<SignedIn>("POST", `${site}/player/register`, {
      host: domain,
      body: {
        username: `mina-${randomUUID().slice(0, 8)}`,
        password: randomUUID(),
        profile: { name: "Mina Seo", birthDate: "1990-04-12", country: "KR" }
      }
    })
    yield* step("registers", `${player.username}, player code ${player.code}, balance ${yield* balance(token)}`)

    const deposit = yield* call<Deposit>("POST", `${site}/wallet/deposit-requests`, {
      host: domain,
      token,
      idempotencyKey: randomUUID(),
      body: { amount: "50000" }
    })
    yield* step(
      "requests a deposit",
      `${deposit.amount} ${currency} to ${deposit.payTo.bank} ${deposit.payTo.accountNumber}, reference ${deposit.reference}`
    )
    yield* call("POST", `${stage.walletService}/internal/wallet/deposit-requests/${deposit.id}/complete`, {
      token: Redacted.value(stage.serviceToken),
      idempotencyKey: randomUUID(),
      body: { brand: brand.key, actor: { kind: "service", id: "recon_service" } }
    })
    yield* step("the deposit is credited", `balance ${yield* balance(token)}`)

    /** Why the player cannot withdraw yet, once turnover has counted as far as this. */
    const turnover = (missing: string) =>
      call<Withdrawable>("GET", `${site}/rolling/withdrawable`, { host: domain, token }).pipe(
        Effect.filterOrFail(
          ({ requirements }) => requirements[0]?.missing === missing,
          () => new UnexpectedAnswer({ message: `turnover does not come to ${missing} ${currency} missing` })
        ),
        Effect.retry(Schedule.spaced("100 millis").pipe(Schedule.upTo("20 seconds"))),
        Effect.map(({ reasons }) => reasons[0]?.detail ?? "")
      )
    yield* step("requests to withdraw it", yield* turnover("50000"))

    const launch = yield* call<Launch>("POST", `${site}/game/games/hub88/starlight/launch`, {
      host: domain,
      token,
      body: { platform: "desktop", lang: "en" }
    })
    yield* step("launches Starlight", `the provider knows the player as ${launch.account}`)

    const session = yield* Effect.mapError(
      stage.simulator.open(launch),
      ({ url }) => new UnexpectedAnswer({ message: `the provider does not know the launch ${url}` })
    )
    const expect = (what: string, status: unknown, wanted: string) =>
      status === wanted
        ? Effect.void
        : Effect.fail(new UnexpectedAnswer({ message: `${what}: got ${String(status)}, expected ${wanted}` }))

    const bet = yield* session.bet({ amount: "1000" })
    yield* expect("the bet", bet.exchange.answer.status, "RS_OK")
    yield* step("bets 1000", `${bet.exchange.answer.status}, balance ${yield* balance(token)}`)

    const win = yield* session.win({ amount: "2500", bet: bet.id, round: bet.round, closesRound: true })
    yield* expect("the win", win.exchange.answer.status, "RS_OK")
    yield* step("wins 2500", `${win.exchange.answer.status}, balance ${yield* balance(token)}`)

    yield* step("the round is counted", yield* turnover("49000"))

    const again = yield* session.repeat(win)
    yield* expect("the repeated win", again.text, win.exchange.text)
    yield* step("the win is repeated", `the same response, byte for byte, balance ${yield* balance(token)}`)

    const lost = yield* session.bet({ amount: "2000" })
    const undone = yield* session.rollback({ of: lost.id, round: lost.round })
    yield* expect("the rollback", undone.exchange.answer.status, "RS_OK")
    yield* step("bets 2000, rolled back", `${undone.exchange.answer.status}, balance ${yield* balance(token)}`)

    const late = { id: randomUUID(), round: randomUUID() }
    const early = yield* session.rollback({ of: late.id, round: late.round })
    yield* expect("the early rollback", early.exchange.answer.status, "RS_OK")
    const refused = yield* session.bet({ amount: "3000", ...late })
    yield* expect("the late bet", refused.exchange.answer.status, "RS_ERROR_DUPLICATE_TRANSACTION")
    yield* step("a rollback before its bet", `${early.exchange.answer.status}, and the bet that follows is refused`)

    const end = yield* balance(token)
    yield* expect("the end", end, `51500 ${currency}`)
    yield* step("ends with", `${end} = 50000 − 1000 + 2500`)

    const report = yield* verifyLedger()
    yield* say(renderReport(report))
    if (report.faults.length > 0) return yield* new UnexpectedAnswer({ message: "the books do not balance" })
  })

const say = (line: string) => Console.log(`\n${line}`)
const step = (what: string, outcome: string) => Console.log(`  ${what.padEnd(26)} ${outcome}`)
