import type { OpenApi } from "@effect/platform"
import { page, text } from "../internal/http/Html.js"

/**
 * The page of `/docs/plain`, which lists what a service answers: plain HTML from the OpenAPI description, without script, so that
 * it works in every client and under a strict content security policy.
 */
export const render = (spec: OpenApi.OpenAPISpec): string => {
  const routes = Object.entries(spec.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation }))
  )
  const sections = [...new Set(routes.flatMap(({ operation }) => operation.tags ?? []))].map((tag) => {
    const own = routes.filter(({ operation }) => operation.tags?.includes(tag))
    return `<h2>${text(tag)}</h2>${own.map(route).join("")}`
  })
  const schemas = Object.entries(spec.components.schemas).map(
    ([name, schema]) => `<details id="${text(name)}"><summary>${text(name)}</summary>${json(schema)}</details>`
  )
  return page(
    spec.info.title,
    `<h1>${text(spec.info.title)} <small>${text(spec.info.version)}</small></h1>
<p>${text(spec.info.description ?? "")} The whole description, for tools: <a href="../openapi.json">openapi.json</a>.</p>
${sections.join("\n")}<h2>Schemas</h2>${schemas.join("")}`
  )
}

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
