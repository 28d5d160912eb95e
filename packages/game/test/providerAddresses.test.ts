import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { complaintAbout, isPublic, lookupAllowed, ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { postSigned } from "../src/internal/launch/postSigned.js"

const anywhere = { allowLoopback: false }
const developer = { allowLoopback: true }

describe("the address of a provider", () => {
  const refused = [
    ...[
      "http://api.example.com",
      "ftp://api.example.com",
      "javascript:alert(1)",
      "api.example.com",
      "//api.example.com",
      ""
    ],
    ...[
      "https://user@api.example.com",
      "https://user:word@api.example.com",
      "https://api.example.com/?a",
      "https://a.example.com#b"
    ],
    ...[
      "https://127.0.0.1",
      "https://127.1",
      "https://2130706433",
      "https://0x7f.0.0.1",
      "https://0177.0.0.1",
      "https://0"
    ],
    ...[
      "https://10.0.0.1",
      "https://172.16.0.1",
      "https://172.31.255.255",
      "https://192.168.1.1",
      "https://100.64.0.1"
    ],
    ...[
      "https://169.254.169.254/latest/meta-data",
      "https://2852039166",
      "https://0xa9.0xfe.0xa9.0xfe",
      "https://224.0.0.1"
    ],
    ...[
      "https://[::1]",
      "https://[::]",
      "https://[::ffff:127.0.0.1]",
      "https://[::ffff:10.0.0.1]",
      "https://[::ffff:7f00:1]"
    ],
    ...[
      "https://[fe80::1]",
      "https://[fc00::1]",
      "https://[fd00:ec2::254]",
      "https://[64:ff9b::7f00:1]",
      "https://[2002:7f00:1::]"
    ],
    ...[
      "https://localhost",
      "https://localhost.",
      "https://a.localhost",
      "https://LOCALHOST",
      "https://wallet_service:8011"
    ],
    ...["https://metadata.google.internal", "https://printer.local", "https://１２７.0.0.1", "https://255.255.255.255"]
  ]

  it.each(refused)("is refused where it is not public and https: %s", (url) => {
    expect(complaintAbout(url, anywhere)).toBeTypeOf("string")
  })

  it("is taken where it is", () => {
    for (const url of [
      "https://api.example.com",
      "https://api.example.com:8443/v2/",
      "https://8.8.8.8",
      "https://[2606:4700::1111]"
    ]) {
      expect(complaintAbout(url, anywhere)).toBeUndefined()
    }
  })

  it("may be on this machine where a developer allows it, and nowhere else that is not public", () => {
    for (const url of ["http://127.0.0.1:8090", "http://localhost:8090", "http://[::1]:1", "https://127.0.0.1"]) {
      expect(complaintAbout(url, developer)).toBeUndefined()
    }
    for (const url of refused.filter((one) => !/127|localhost|::1\]|2130706433|0x7f|0177|１２７/i.test(one))) {
      expect([url, complaintAbout(url, developer)]).toEqual([url, expect.any(String)])
    }
    expect(complaintAbout("http://[::ffff:127.0.0.1]", developer)).toBeTypeOf("string")
  })

  it.effect("is judged again by what its name resolves to", () =>
    Effect.gen(function* () {
      const look = (allowed: typeof anywhere, all: boolean) =>
        Effect.async<string>((resume) =>
          lookupAllowed(allowed)("localhost", { all }, (error, found) =>
            resume(Effect.succeed(error === null ? JSON.stringify(found) : error.message))
          )
        )
      for (const all of [true, false]) {
        expect(yield* look(anywhere, all)).toContain("not a public address")
        expect(yield* look(developer, all)).toMatch(/127\.0\.0\.1|::1/)
      }
      expect(isPublic("not an address")).toBe(false)
    })
  )

  it.scopedLive("is not called where it is not allowed, and a redirect is not followed", () =>
    Effect.gen(function* () {
      let calls = 0
      const server = createServer((_, outgoing) => {
        calls++
        outgoing.writeHead(302, { location: "http://169.254.169.254/" }).end()
      })
      yield* Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void)))
      yield* Effect.addFinalizer(() => Effect.sync(() => server.close()))
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const post = Effect.flip(postSigned(url, "{}", {}, { patience: 2000, largest: 1000 }))
      expect(yield* post).toContain("https")
      expect(calls).toBe(0)
      expect(yield* Effect.provideService(post, ProviderAddresses, developer)).toBe("status 302")
      expect(calls).toBe(1)
    })
  )
})
