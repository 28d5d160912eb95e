import type { OpenApi } from "@effect/platform"

/**
 * A page that lists what a service answers: plain HTML from the OpenAPI description, no script and nothing loaded from
 * elsewhere, so it works without a network and under a strict content security policy.
 */
export const render = (spec: OpenApi.OpenAPISpec): string => {
  const routes = Object.entries(spec.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
  )
  const sections = [...new Set(routes.flatMap(({ operation }) => operation.tags ?? []))].map((tag) => {
    const own = routes.filter(({ operation }) => operation.tags?.includes(tag))
    return `<h2>${text(tag)}</h2>${own.map(route).join("")}`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${text(spec.info.title)}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style>
<h1>${text(spec.info.title)} <small>${text(spec.info.version)}</small></h1>
<p>${text(spec.info.description ?? "")} The whole description, for tools: <a href="openapi.json">openapi.json</a>.</p>
${sections.join("\n")}<h2>Schemas</h2>${Object.entries(spec.components.schemas)
    .map(([name, schema]) => `<details id="${text(name)}"><summary>${text(name)}</summary>${json(schema)}</details>`)
    .join("")}</html>`
}

/** What the page may load: its own style and nothing else. */
export const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

type Operation = OpenApi.OpenAPISpecOperation

const route = ({ path, method, operation }: { path: string; method: string; operation: Operation }): string => {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const parameters = operation.parameters.map(
    ({ name, in: place, required }) => `<li><code>${text(name)}</code> in ${place}${required ? "" : ", optional"}</li>`
  )
  const responses = Object.entries(operation.responses).map(([status, response]) => {
    const schema = Object.values(response.content ?? {})[0]?.schema
    return `<dt>${text(status)} ${text(response.description)}</dt><dd>${schema === undefined ? "no body" : json(schema)}</dd>`
  })
  return `<details><summary><b>${method}</b> <code>${text(path)}</code> ${text(operation.summary ?? "")}</summary>
<p>${text(operation.description ?? "")}</p>${parameters.length === 0 ? "" : `<ul>${parameters.join("")}</ul>`}
${body === undefined ? "" : `<h3>Body</h3>${json(body)}`}<h3>Answers</h3><dl>${responses.join("")}</dl></details>`
}

const json = (value: unknown): string =>
  `<pre>${text(JSON.stringify(value, null, 2)).replace(
    /#\/components\/schemas\/([\w-]+)/g,
    (_, name: string) => `<a href="#${name}">${name}</a>`
  )}</pre>`

const text = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
details{border:1px solid #8884;border-radius:.4rem;padding:.4rem .8rem;margin:.4rem 0}summary{cursor:pointer}
pre{overflow:auto;background:#8881;padding:.6rem;border-radius:.4rem}b{display:inline-block;min-width:4.5rem}`
