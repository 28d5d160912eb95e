/** The stream of a partition in Redis; the braces keep it on one node of a cluster. */
export const tailKey = (domain: string, partition: number, stream: string): string =>
  `croupier:{${domain}:${partition}}:${stream}`
