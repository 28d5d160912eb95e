import { type LookupAllOptions, lookup } from "node:dns"
import { BlockList, isIP, type LookupFunction } from "node:net"
import { Context } from "effect"

/** Which addresses of providers are called. By default public ones over https only. */
export class ProviderAddresses extends Context.Reference<ProviderAddresses>()("@croupier/game/ProviderAddresses", {
  defaultValue: () => ({
    /** For development: simulated providers on this machine, also over plain http. */
    allowLoopback: false
  })
}) {}

type Allowed = Context.Tag.Service<typeof ProviderAddresses>

/**
 * What is wrong with the base URL of a provider, in one sentence; undefined where nothing is. A name is checked again when it is
 * connected to: what it resolves to may change.
 */
export const complaintAbout = (text: string, { allowLoopback }: Allowed): string | undefined => {
  if (!URL.canParse(text)) return "The base URL is not an absolute URL."
  // Decimal, octal, hexadecimal and shortened forms of an address are all written out by the parser.
  const url = new URL(text)
  if (url.username !== "" || url.password !== "") return "The base URL contains a user."
  if (url.search !== "" || url.hash !== "" || /[?#]$/.test(text)) return "The base URL has a query or a fragment."
  const host = url.hostname.replace(/^\[|\]$/g, "")
  if (allowLoopback && isLoopback(host) && /^https?:$/.test(url.protocol)) return undefined
  if (url.protocol !== "https:") return "The base URL does not start with https://."
  return isIP(host) === 0 ? complaintAboutName(host) : isPublic(host) ? undefined : notPublic
}

/** As Node's own look-up, but fails where any of the addresses is not public. */
export const lookupAllowed =
  ({ allowLoopback }: Allowed): LookupFunction =>
  (name, options, callback) => {
    const all: LookupAllOptions = { ...options, all: true }
    lookup(name, all, (error, found) => {
      const refused = found?.find(({ address }) => !isPublic(address) && !(allowLoopback && isLoopback(address)))
      const [first] = found ?? []
      const fault =
        error ?? (refused === undefined && first !== undefined ? null : new Error(`${name} is not a public address`))
      if (fault !== null || first === undefined) callback(fault ?? new Error(`${name} is unknown`), [])
      else if (options.all === true) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }

/** Whether an IP address belongs to the public internet. */
export const isPublic = (address: string): boolean => {
  const version = isIP(address)
  if (version === 4) return !reserved.check(address, "ipv4")
  return version === 6 && global.check(address, "ipv6") && !reserved.check(address, "ipv6")
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host)

const complaintAboutName = (host: string): string | undefined => {
  const name = host.replace(/\.$/, "")
  // What no public name ends in: single labels, and the names that networks give themselves.
  return name.includes(".") &&
    !/\.(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa|onion|test|invalid)$/.test(name)
    ? undefined
    : notPublic
}

const notPublic = "The base URL does not resolve to a public address."

const listOf = (subnets: ReadonlyArray<string>): BlockList => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [address = "", bits] = subnet.split("/")
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? "ipv4" : "ipv6")
  }
  return list
}

const global = listOf(["2000::/3"])

/** IANA's special-purpose registries: what is not reachable over the internet, and prefixes that carry another address inside. */
const reserved = listOf([
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
])
