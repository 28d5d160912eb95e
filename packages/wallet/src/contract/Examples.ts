/** Who a service acts for, as the API's document shows it. */
export const actorExample = { kind: "service", id: "recon_service" }

/** A request that was completed, as the API's document shows it. */
export const outcomeExample = {
  id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c01",
  status: "completed",
  currency: "KRW",
  amount: "50000",
  transaction: "01926d3c-7a1e-7000-8000-2f6d3a5b9c03"
}

/** One group of one command. */
export const postExample = {
  groups: [
    [
      {
        _tag: "deposit",
        brand: "aurora",
        wallet: "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
        key: "recon/money/statement-17-4",
        actor: actorExample,
        currency: "KRW",
        amount: "50000",
        from: { kind: "bank", sub: "main" }
      }
    ]
  ]
}

/** Its answer. */
export const postAnswerExample = {
  groups: [
    {
      _tag: "answered",
      results: [
        {
          _tag: "ok",
          transaction: outcomeExample.transaction,
          replayed: false,
          version: "2",
          balance: { currency: "KRW", cash: "50000", bonus: "0", held: "0", debt: "0" },
          moved: { cash: "50000000000", bonus: "0", held: "0", debt: "0" },
          found: true
        }
      ]
    }
  ]
}

/** How a brand's wallets decide. */
export const policyExample = {
  timezone: "Asia/Seoul",
  funding: "cash-first",
  play: "open",
  providers: { hub88: "open" },
  games: {},
  withdrawals: {
    KRW: { minimum: "10000", maximum: null, perDay: 3, twoPeopleOver: "1000000", playerMayCancel: true }
  }
}

/** An account into which players pay. */
export const receivingAccountExample = {
  id: "main",
  bank: "Hanbit Bank",
  accountNumber: "110-234-567890",
  holder: "Aurora Ltd.",
  currency: "KRW",
  dailyCap: "50000000",
  status: "open",
  groups: []
}

/** A decision about a withdrawal. */
export const withdrawalOutcomeExample = {
  id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c11",
  status: "approved",
  currency: "KRW",
  amount: "20000",
  transaction: "01926d3c-7a1e-7000-8000-2f6d3a5b9c12"
}

/** A withdrawal that waits. */
export const withdrawalExample = {
  id: withdrawalOutcomeExample.id,
  wallet: "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
  holder: "player",
  status: "requested",
  currency: "KRW",
  amount: "20000",
  payTo: { account: "0198c0de-0000-7000-8000-000000000021", bank: "Hanbit Bank", number: "••••6789" },
  reviews: ["account-is-new"],
  twoPeople: false,
  approvedBy: [],
  payout: null,
  payer: null,
  bank: null,
  reason: null,
  requestedAt: 1772357400000
}
