import { HttpApi, type HttpApiGroup, HttpRouter, HttpServerRequest } from "@effect/platform"
import { Chunk, Context, Effect, Option } from "effect"
import { BodyLimit } from "../../http/BodyLimit.js"
import { UnsupportedMediaType } from "../../http/CommonProblems.js"
import { Exchange } from "../../http/Exchange.js"
import * as Payload from "../../http/Payload.js"
import { fits } from "./RouteTable.js"

/** What the server has to know about an endpoint before its handler runs. */
export interface ApiRoute {
  readonly method: string
  readonly path: string
  readonly accept: ReadonlyArray<string>
  readonly bodyLimit: number | undefined
}

/** The endpoints of an API as routes. */
export const fromApi = <Id extends string, Groups extends HttpApiGroup.HttpApiGroup.Any, E, R>(
  api: HttpApi.HttpApi<Id, Groups, E, R>
): ReadonlyArray<ApiRoute> => {
  const routes: Array<ApiRoute> = []
  HttpApi.reflect(api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint, mergedAnnotations }) => {
      const payload = endpoint.method === "GET" ? Option.none() : endpoint.payloadSchema
      routes.push({
        method: endpoint.method,
        path: endpoint.path,
        accept: Option.match(payload, { onNone: () => [], onSome: Payload.mediaTypes }),
        bodyLimit: Context.get(mergedAnnotations, BodyLimit)
      })
    }
  })
  return routes
}

/** The body limit of a path, where one of its routes names one. */
export const bodyLimitOf = (routes: ReadonlyArray<ApiRoute>, method: string, path: string): number | undefined =>
  routes.find((route) => route.bodyLimit !== undefined && route.method === method && fits(route.path, path))?.bodyLimit

/** The same router; each route tells the exchange its pattern, and refuses a media type that it does not read. */
export const watched = <E, R>(
  router: HttpRouter.HttpRouter<E, R>,
  routes: ReadonlyArray<ApiRoute>
): HttpRouter.HttpRouter<E | UnsupportedMediaType, R> => {
  const accepted = new Map(routes.map(({ method, path, accept }) => [`${method} ${path}`, accept]))
  const watch = (route: HttpRouter.Route<E, R>): HttpRouter.Route<E | UnsupportedMediaType, R> =>
    HttpRouter.makeRoute(
      route.method,
      route.path,
      watchedHandler(route, accepted.get(`${route.method} ${route.path}`)),
      {
        prefix: Option.getOrUndefined(route.prefix),
        uninterruptible: route.uninterruptible
      }
    ) as HttpRouter.Route<E | UnsupportedMediaType, R>
  const direct: HttpRouter.HttpRouter<E | UnsupportedMediaType, R> = HttpRouter.fromIterable(
    Chunk.map(router.routes, watch)
  )
  return Chunk.reduce(router.mounts, direct, (all, [prefix, app, options]) =>
    HttpRouter.mountApp(all, prefix as `/${string}`, app, options)
  )
}

const watchedHandler = <E, R>(
  { handler, path }: HttpRouter.Route<E, R>,
  accept: ReadonlyArray<string> = []
): HttpRouter.Route.Handler<E | UnsupportedMediaType, R> =>
  Effect.withFiberRuntime((fiber) => {
    const request = Context.unsafeGet(fiber.currentContext, HttpServerRequest.HttpServerRequest)
    if (request.source instanceof Exchange) request.source.route = path
    const refused = refusal(accept, request.headers["content-type"])
    return refused === undefined ? handler : Effect.fail(refused)
  })

/** The problem of a body with an unacceptable media type; none where no body or any body is expected. */
export const refusal = (accept: ReadonlyArray<string>, given: string | undefined): UnsupportedMediaType | undefined => {
  if (given === undefined || accept.length === 0 || accept.includes(given)) return undefined
  if (accept.includes((given.split(";")[0] ?? "").trim().toLowerCase())) return undefined
  return new UnsupportedMediaType({ accept, detail: `This route accepts ${accept.join(" or ")}.` })
}
