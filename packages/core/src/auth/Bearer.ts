/** The token of an `Authorization` header; the scheme may be written in any case (RFC 9110). Undefined for any other scheme. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : /^bearer +(\S+)$/i.exec(authorization)?.[1]
