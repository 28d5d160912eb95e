import { HttpApi, type HttpApiGroup } from "@effect/platform"
import { Context } from "effect"

/**
 * Marks an endpoint that a restricted session may call: what an excluded player needs to see the balance and to have it paid
 * out. Every other one refuses such a session.
 *
 * @example
 * HttpApiEndpoint.get("balance", "/balance").annotate(AllowsRestricted, true)
 */
export class AllowsRestricted extends Context.Reference<AllowsRestricted>()("@croupier/core/AllowsRestricted", {
  defaultValue: () => false
}) {}

/** The endpoints of an API that a restricted session may call, each as `<method> <path>`. */
export const restrictedRoutes = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>
): ReadonlyArray<string> => {
  const routes: Array<string> = []
  HttpApi.reflect(api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint, mergedAnnotations }) => {
      if (Context.get(mergedAnnotations, AllowsRestricted)) routes.push(`${endpoint.method} ${endpoint.path}`)
    }
  })
  return routes
}
