import { BlockList, isIP } from "node:net"
import { Either } from "effect"

/** The addresses whose `X-Forwarded-*` headers are believed. */
export interface TrustedProxies {
  readonly has: (address: string) => boolean
}

/** Nobody is trusted. */
export const none: TrustedProxies = { has: () => false }

/** Reads addresses and CIDR ranges, such as `127.0.0.1, 10.0.0.0/8, fd00::/8`; Left names the first that is neither. */
export const parse = (text: string): Either.Either<TrustedProxies, string> => {
  const list = new BlockList()
  for (const item of text.split(",").map((part) => part.trim())) {
    if (item === "") continue
    const [address = "", bits, rest] = item.split("/")
    const version = isIP(address)
    const width = version === 4 ? 32 : 128
    if (
      version === 0 ||
      rest !== undefined ||
      (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= width))
    ) {
      return Either.left(`"${item}" is no address and no CIDR range`)
    }
    list.addSubnet(address, bits === undefined ? width : Number(bits), version === 4 ? "ipv4" : "ipv6")
  }
  return Either.right({
    has: (address) => isIP(address) > 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6")
  })
}

/** A peer's address without the prefix that an IPv4 peer has on an IPv6 socket. */
export const plain = (address: string | undefined): string =>
  address === undefined ? "unknown" : address.startsWith("::ffff:") ? address.slice(7) : address

/** The client behind our own proxies: the last address in `X-Forwarded-For` that is none of them. */
export const clientOf = (proxies: TrustedProxies, peer: string, forwardedFor: string | undefined): string => {
  if (forwardedFor === undefined || !proxies.has(peer)) return peer
  let client = peer
  for (const hop of forwardedFor.split(",").toReversed()) {
    const address = plain(hop.trim())
    if (isIP(address) === 0) return client
    client = address
    if (!proxies.has(address)) return client
  }
  return client
}
