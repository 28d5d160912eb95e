/**
 * The host in a `Host` header as the domain table spells it: lower case, without port or final dot. Undefined where it is no
 * DNS name or IPv4 address (IPv6 literals, user info, spaces, names over 253 characters): nothing is served there.
 */
export const hostName = (header: string): string | undefined => {
  const match = /^([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)\.?(?::\d{1,5})?$/.exec(header.toLowerCase())
  const host = match?.[1]
  return host === undefined || host.includes("..") ? undefined : host
}
