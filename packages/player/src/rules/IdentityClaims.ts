import { mailbox } from "@croupier/core/text/Email"
import { identifier } from "@croupier/core/text/Fold"
import { nameForms } from "@croupier/core/text/PersonName"
import { e164 } from "@croupier/core/text/Phone"
import type { IdentityKind } from "../contract/Identity.js"
import type { Person } from "../contract/Person.js"

/** One mark of a person in its normal form, as parts that are compared one by one. */
export interface Identity {
  readonly kind: IdentityKind
  readonly value: readonly [string, ...ReadonlyArray<string>]
}

/**
 * The marks of a person, by which another registration of the same person is recognised; a name has several forms and is a
 * mark only with the birth date, a national id only within its country.
 */
export const identities = ({
  birthDate,
  country,
  email,
  name = "",
  nationalId = "",
  phone
}: Person): ReadonlyArray<Identity> => {
  const names = birthDate === undefined ? [] : nameForms(name)
  const id = identifier(nationalId)
  const number = phone === undefined ? undefined : e164(phone, country)
  return [
    ...names.map((form): Identity => ({ kind: "name-and-birth", value: [form, birthDate ?? ""] })),
    ...(id === "" ? [] : [{ kind: "national-id", value: [country ?? "", id] } as const]),
    ...(email === undefined ? [] : [{ kind: "email", value: [mailbox(email)] } as const]),
    ...(number === undefined ? [] : [{ kind: "phone", value: [number] } as const])
  ]
}
