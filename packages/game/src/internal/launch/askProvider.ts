import { Effect } from "effect"
import { LaunchFailed } from "../callback/Adapter.js"
import { postSigned } from "./postSigned.js"

/** A player is waiting for the game's address. */
const bounds = { patience: 5000, largest: 64 * 1024 }

/** Posts a signed JSON body to a provider and reads the address in its answer, which must be an http(s) URL. */
export const askProvider = (
  url: string,
  body: string,
  signature: Readonly<Record<string, string>>,
  addressIn: (answer: unknown) => unknown
): Effect.Effect<string, LaunchFailed> =>
  postSigned(url, body, signature, bounds).pipe(
    Effect.mapError((detail) => new LaunchFailed({ detail })),
    Effect.flatMap((text) => {
      const address = httpAddress(text, addressIn)
      return address === undefined
        ? new LaunchFailed({ detail: "the answer holds no http(s) URL" })
        : Effect.succeed(address)
    })
  )

const httpAddress = (text: string, addressIn: (answer: unknown) => unknown): string | undefined => {
  try {
    const url = addressIn(JSON.parse(text))
    return typeof url === "string" && /^https?:$/.test(new URL(url).protocol) ? url : undefined
  } catch {
    return undefined
  }
}
