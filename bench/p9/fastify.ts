import fastify from "fastify"
import { answer } from "./Route.js"

const text = { type: "string" } as const

const app = fastify()
app.post<{ Params: { player: string }; Body: { key: string; amount: string; currency: string } }>(
  "/api/bets/:player",
  {
    schema: {
      params: { type: "object", required: ["player"], properties: { player: { type: "string", maxLength: 40 } } },
      body: {
        type: "object",
        additionalProperties: false,
        required: ["key", "amount", "currency", "round", "tags"],
        properties: {
          key: { type: "string", minLength: 1, maxLength: 255 },
          amount: { type: "string", pattern: "^\\d{1,13}(\\.\\d{1,6})?$" },
          currency: { type: "string", enum: ["KRW", "EUR", "USD"] },
          round: {
            type: "object",
            additionalProperties: false,
            required: ["id", "game", "closed"],
            properties: { id: text, game: text, closed: { type: "boolean" } }
          },
          tags: { type: "array", items: text }
        }
      },
      response: {
        200: {
          type: "object",
          required: ["id", "player", "amount", "currency", "balance", "at"],
          properties: {
            id: text,
            player: text,
            amount: text,
            currency: text,
            balance: {
              type: "object",
              required: ["cash", "bonus", "held"],
              properties: { cash: text, bonus: text, held: text }
            },
            at: { type: "number" }
          }
        }
      }
    }
  },
  (request) => Promise.resolve(answer(request.params.player, request.body))
)
process.send?.(await app.listen({ port: 0, host: "127.0.0.1" }))
process.on("SIGTERM", () => process.exit(0))
