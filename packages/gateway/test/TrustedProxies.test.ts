import { BlockList, isIP } from "node:net"
import { describe, expect, it } from "@effect/vitest"
import { Either, FastCheck } from "effect"
import * as TrustedProxies from "../src/TrustedProxies.js"

const parsed = (text: string) => Either.getOrThrow(TrustedProxies.parse(text))

const v4 = FastCheck.ipV4()
const v6 = FastCheck.oneof(
  FastCheck.ipV6(),
  FastCheck.array(FastCheck.constantFrom("0", "1", "fd00", "ff"), { minLength: 8, maxLength: 8 }).map((parts) =>
    parts.join(":")
  )
)
/** Addresses near a network, so that both answers come up. */
const near = FastCheck.tuple(
  FastCheck.constantFrom("10.0", "10.1", "192.168"),
  FastCheck.nat(255),
  FastCheck.nat(255)
).map(([head, third, last]) => `${head}.${third}.${last}`)
const address = FastCheck.oneof(v4, v6, near).filter(
  (text) => isIP(text) > 0 && !/^[0:]*:ffff:|^::\d+\.[\d.]+$/i.test(text)
)

describe("a trusted range", () => {
  it.prop(
    "is Node's BlockList's, for each address and each length",
    [address, FastCheck.nat(128), FastCheck.array(address, { minLength: 1, maxLength: 5 })],
    ([network, wanted, peers]) => {
      const family = isIP(network) === 4 ? "ipv4" : "ipv6"
      const bits = family === "ipv4" ? wanted % 33 : wanted
      const list = new BlockList()
      list.addSubnet(network, bits, family)
      const proxies = parsed(`${network}/${bits}`)
      for (const peer of [network, ...peers].filter((text) => isIP(text) === isIP(network)))
        expect([peer, proxies.has(peer)]).toEqual([peer, list.check(peer, family)])
    }
  )

  it.prop(
    "is the same for an IPv4 address and its mapped form, on either side",
    [near, near, FastCheck.nat(32)],
    ([a, b, bits]) => {
      const plain = parsed(`${a}/${bits}`)
      const mapped = parsed(`::ffff:${a}/${96 + bits}`)
      for (const peer of [b, `::ffff:${b}`, `::FFFF:${b}`]) {
        expect(plain.has(peer)).toBe(plain.has(b))
        expect(mapped.has(peer)).toBe(plain.has(b))
      }
      expect(TrustedProxies.plain(`::ffff:${a}`)).toBe(a)
    }
  )

  it.each([
    ["fe80::/10", "fe80::1%eth0", true],
    ["fe80::1", "fe80::1%eth0", true],
    ["fe80::1", "fe80::2%eth0", false],
    ["127.0.0.1", "::ffff:7f00:1", true],
    ["127.0.0.1", "0177.0.0.1", false],
    ["127.0.0.1", "0x7f.0.0.1", false],
    ["127.0.0.1", "127.1", false],
    ["127.0.0.1", "::127.0.0.1", false],
    ["::/0", "::1", true],
    ["127.0.0.1", "unknown", false],
    ["127.0.0.1", "", false],
    ["::/0", "10.0.0.1", false],
    ["0.0.0.0/0", "::1", false]
  ])("of %s with %s in it: %s", (entry, peer, trusted) => {
    expect(parsed(entry).has(peer)).toBe(trusted)
  })
})

describe("an entry that is refused", () => {
  it.each([
    ["10.0.0.0/33", /more than 32 bits/],
    ["fd00::/129", /more than 128 bits/],
    ["::ffff:10.0.0.0/8", /fewer than 96 bits/],
    ["::ffff:10.0.0.0/129", /more than 128 bits/],
    ["fe80::1%eth0", /contains a zone/],
    ["fe80::%eth0/10", /contains a zone/],
    ["10.0.0", /neither an address/],
    ["010.0.0.1", /neither an address/],
    ["0x0a.0.0.1", /neither an address/],
    ["167772161", /neither an address/],
    ["10.0.0.0/", /neither an address/],
    ["10.0.0.0/255.0.0.0", /neither an address/],
    ["::10.0.0.1", /neither an address/],
    ["[::1]", /neither an address/],
    ["10.0.0.1:80", /neither an address/],
    ["proxy.internal", /neither an address/]
  ])("%s is named with what is wrong", (entry, reason) => {
    const refused = TrustedProxies.parse(`127.0.0.1, ${entry}`)
    expect(refused).toMatchObject({ left: expect.stringMatching(reason) })
    expect(refused).toMatchObject({ left: expect.stringContaining(`"${entry}"`) })
  })

  it.prop(
    "is refused, or is an address for Node too",
    [FastCheck.string({ unit: FastCheck.constantFrom(..."0123456789abf.:%x[]") })],
    ([text]) => {
      if (Either.isRight(TrustedProxies.parse(text)) && text !== "") expect(isIP(text)).toBeGreaterThan(0)
    }
  )
})
