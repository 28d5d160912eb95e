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
  receivingAccounts: [
    {
      id: "main",
      bank: "Hanbit Bank",
      accountNumber: "110-234-567890",
      holder: "Aurora Ltd.",
      currency: "KRW",
      status: "open"
    }
  ]
}
