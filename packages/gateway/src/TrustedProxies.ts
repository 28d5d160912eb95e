import { Either } from "effect"
import ipaddr from "ipaddr.js"

/** The addresses from which `X-Forwarded-*` headers are trusted. */
export interface TrustedProxies {
  readonly has: (address: string) => boolean
}

/** No address is trusted. */
export const none: TrustedProxies = { has: () => false }

/**
 * Reads addresses and CIDR ranges, such as `127.0.0.1, 10.0.0.0/8, fd00::/8`; Left names the first entry that is neither. An
 * IPv4-mapped entry (`::ffff:10.0.0.0/104`) means its IPv4 range. The zone of a peer's address (`fe80::1%eth0`) is ignored, so
 * an entry cannot have one.
 */
export const parse = (text: string): Either.Either<TrustedProxies, string> => {
  const ranges: Array<Range> = []
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry === "") continue
    const range = rangeOf(entry)
    if (typeof range === "string") return Either.left(`"${entry}" ${range}`)
    ranges.push(range)
  }
  return Either.right({
    has: (text) => {
      const address = addressOf(text)
      return address !== undefined && ranges.some((range) => isWithin(address, range))
    }
  })
}

/** A peer's address without the prefix that an IPv4 peer has on an IPv6 socket. */
export const plain = (address: string | undefined): string => {
  if (address === undefined) return "unknown"
  return address.includes(":") && addressOf(address)?.kind() === "ipv4" ? ipaddr.process(address).toString() : address
}

/** The client behind our own proxies: the last address in `X-Forwarded-For` that is none of them. */
export const clientOf = (proxies: TrustedProxies, peer: string, forwardedFor: string | undefined): string => {
  if (forwardedFor === undefined || !proxies.has(peer)) return peer
  let client = peer
  for (const hop of forwardedFor.split(",").toReversed()) {
    const address = plain(hop.trim())
    if (addressOf(address) === undefined) return client
    client = address
    if (!proxies.has(address)) return client
  }
  return client
}

type Address = ReturnType<typeof ipaddr.parse>
type Range = readonly [address: Address, bits: number]

/** An address, that of IPv4 where it is mapped; octal, hexadecimal and shortened forms of IPv4 are none. */
const addressOf = (text: string): Address | undefined =>
  ipaddr.IPv4.isValidFourPartDecimal(text) ||
  (text.includes(":") && !compatible.test(text) && ipaddr.IPv6.isValid(text))
    ? ipaddr.process(text)
    : undefined

/** An "IPv4-compatible" address (RFC 4291 has withdrawn them), which ipaddr.js would read as the IPv4 address in it. */
const compatible = /^::\d+\.[\d.]+(?:%|$)/

/** A range, or the rest of a sentence that says what is wrong with it. */
const rangeOf = (entry: string): Range | string => {
  const [text = "", bits, rest] = entry.split("/")
  const address = addressOf(text)
  if (address === undefined || rest !== undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
    return "is neither an address nor a CIDR range"
  if (text.includes("%")) return "contains a zone, which is not supported: remove it"
  const mapped = address.kind() === "ipv4" && text.includes(":") ? 96 : 0
  const width = address.kind() === "ipv4" ? 32 : 128
  const length = bits === undefined ? width : Number(bits) - mapped
  if (length < 0) return "is not a range of IPv4-mapped addresses: it has fewer than 96 bits"
  return length > width ? `has more than ${width + mapped} bits` : [address, length]
}

const isWithin = (address: Address, [network, bits]: Range): boolean =>
  address.kind() === network.kind() && address.match(network, bits)
