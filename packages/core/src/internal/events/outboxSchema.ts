/** The schema of a domain with an outbox. The name goes into the text of statements, so it is checked here. */
export const outboxSchema = (domain: string): `croupier_${string}` => {
  if (!/^[a-z]{2,30}$/.test(domain)) throw new Error(`"${domain}" is no domain: 2 to 30 characters of a-z`)
  return `croupier_${domain}`
}
