import { describe, expect, it } from "@effect/vitest"
import * as RouteTable from "../../src/internal/http/RouteTable.js"

const routes = [
  { method: "GET", path: "/players/:id" },
  { method: "PUT", path: "/players/:id" },
  { method: "POST", path: "/players/me" },
  { method: "GET", path: "/files/*" }
] as const

describe("the methods of a path", () => {
  it.each([
    ["/players/1", ["GET", "HEAD", "PUT"]],
    ["/players/me", ["GET", "HEAD", "POST", "PUT"]],
    ["/players/me?x=/a/b", ["GET", "HEAD", "POST", "PUT"]],
    ["/files/a/b", ["GET", "HEAD"]],
    ["/players", []],
    ["/files", []],
    ["/players/", []],
    ["/players/1/notes", []],
    ["/", []]
  ])("%s has %j: 405 names these, and a path with none is 404", (path, methods) => {
    expect(RouteTable.methodsOf(routes, path)).toEqual(methods)
  })
})
