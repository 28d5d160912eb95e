import { Context } from "effect"

/**
 * The largest body of an endpoint in bytes, where it is not the server's default of 128 KiB.
 *
 * @example
 * HttpApiEndpoint.post("import", "/api/recon/statements").annotate(BodyLimit, 10 * 1024 * 1024)
 */
export class BodyLimit extends Context.Reference<BodyLimit>()("@croupier/core/BodyLimit", {
  defaultValue: (): number | undefined => undefined
}) {}
