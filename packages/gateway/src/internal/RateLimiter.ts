import { type ClassLimits, type Rate, type RouteClass, unknownTokens, unverifiedCallbacks } from "../RouteClass.js"
import { TokenBuckets } from "./TokenBuckets.js"

/** The limits of (brand, class) and of (brand, principal or address, class). All answers are 0, or seconds to wait. */
export class RateLimiter {
  readonly #each = new TokenBuckets()
  readonly #brands = new TokenBuckets()
  readonly #unknown = new TokenBuckets()
  readonly #unverified = new TokenBuckets()
  readonly #unverifiedRate: Rate
  readonly #limits: Readonly<Record<RouteClass, ClassLimits>>

  constructor(limits: Readonly<Record<RouteClass, ClassLimits>>, unverified: Rate = unverifiedCallbacks) {
    this.#limits = limits
    this.#unverifiedRate = unverified
  }

  /** One request of `caller`; a refused request does not count against the brand. */
  request(routeClass: RouteClass, brand: string, caller: string, now: number): number {
    const { each, brand: all } = this.#limits[routeClass]
    return (
      this.#each.take(`${routeClass} ${brand} ${caller}`, each, now) ||
      this.#brands.take(`${routeClass} ${brand}`, all, now)
    )
  }

  /** One callback from this address on a credential with which none of its callbacks was verified lately. */
  unverifiedCallback(address: string, now: number): number {
    return this.#unverified.take(address, this.#unverifiedRate, now)
  }

  /** One token from this address that has to be verified again. */
  unknownToken(address: string, now: number, rate: Rate = unknownTokens): number {
    return this.#unknown.take(address, rate, now)
  }
}

/** The part of an address that one client has for itself: an IPv6 customer commonly has a whole /64. */
export const clientKey = (address: string): string => {
  if (!address.includes(":")) return address
  const [head = "", tail] = address.toLowerCase().split("::")
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const middle =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0")
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")
}
