/** One route of a service: a method (`*` for all) and a path pattern in which `:name` is one segment and `*` the rest. */
export interface RoutePattern {
  readonly method: string
  readonly path: string
}

/** Whether a path, query left out, fits a pattern. */
export const fits = (pattern: string, path: string): boolean => {
  const wanted = pattern.split("/")
  const given = (path.split("?")[0] ?? path).split("/")
  for (const [index, segment] of wanted.entries()) {
    if (index >= given.length) return segment.endsWith("?")
    if (segment === "*") return true
    if (segment.startsWith(":") ? given[index] === "" : segment !== given[index]) return false
  }
  return wanted.length === given.length
}

/** The methods that a path has, sorted; none where no pattern fits it. */
export const methodsOf = (routes: ReadonlyArray<RoutePattern>, path: string): ReadonlyArray<string> => {
  const methods = routes.filter((route) => route.method !== "*" && fits(route.path, path)).map(({ method }) => method)
  return [...new Set(methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])))].sort()
}
