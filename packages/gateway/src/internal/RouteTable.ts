import type { Route } from "../Route.js"

/** Finds the route of a path. */
export type RouteTable = (path: string) => Route | undefined

/** A table of these routes; where several match, the longest path counts. */
export const make = (routes: ReadonlyArray<Route>): RouteTable => {
  const exact = new Map(routes.filter(({ path }) => !path.endsWith("/")).map((route) => [route.path, route]))
  const prefixes = routes.filter(({ path }) => path.endsWith("/")).toSorted((a, b) => b.path.length - a.path.length)
  const groups = new Map<string, Array<Route>>()
  for (const route of prefixes) {
    const group = groups.get(groupOf(route.path))
    if (group === undefined) groups.set(groupOf(route.path), [route])
    else group.push(route)
  }
  return (path) => exact.get(path) ?? groups.get(groupOf(path))?.find((route) => path.startsWith(route.path))
}

/** The first two segments of an API path, the first one of any other. */
const groupOf = (path: string): string => {
  const first = path.indexOf("/", 1)
  if (first < 0) return path
  if (!path.startsWith("/api/")) return path.slice(0, first)
  const second = path.indexOf("/", first + 1)
  return second < 0 ? path : path.slice(0, second)
}
