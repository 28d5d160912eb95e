import { consumeEvents } from "@croupier/core/promise"

const consumer = await consumeEvents({
  databaseUrl: process.env.DATABASE_URL ?? "",
  consumer: "loyalty",
  domain: "wallet",
  // One point for each unit of cash that was staked. Its rows and the consumer's position are committed together.
  apply: async (events, query) => {
    for (const { brand, key, payload, type } of events) {
      if (type !== "wallet.bet-placed") continue
      const { moved } = payload as { readonly moved: { readonly cash: string } }
      await query(
        `INSERT INTO loyalty.points AS mine (brand, player, points, bets) VALUES ($1, $2, -($3::numeric), 1)
         ON CONFLICT (brand, player) DO UPDATE SET points = mine.points + excluded.points, bets = mine.bets + 1`,
        [brand, key, moved.cash]
      )
    }
  }
})
console.log("consuming")

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => consumer.close())
