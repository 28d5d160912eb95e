import type { Person } from "../contract/Person.js"

/** What tells that two registrations are one person. */
export type IdentityKind = "name-and-birth" | "national-id" | "email" | "phone"

/** One such mark in the form that is compared. */
export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
}

/**
 * The marks of a person. Capitals, accents, blanks, punctuation and the way a letter is composed make no difference: who
 * writes his name another way is still the same person.
 */
export const identities = (person: Person): ReadonlyArray<Identity> => {
  const name = letters(person.name)
  const marks: ReadonlyArray<readonly [IdentityKind, string]> = [
    ["name-and-birth", name === "" || person.birthDate === undefined ? "" : `${name} ${person.birthDate}`],
    ["national-id", letters(person.nationalId)],
    ["email", (person.email ?? "").normalize("NFKC").trim().toLowerCase()],
    ["phone", digits(person.phone)]
  ]
  return marks.flatMap(([kind, value]) => (value === "" ? [] : [{ kind, value }]))
}

/** Whether two spellings are one name; an empty one is nobody's. */
export const isSameName = (one: string, other: string): boolean => {
  const name = letters(one)
  return name !== "" && name === letters(other)
}

const letters = (text = ""): string =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()

const digits = (text = ""): string => text.replace(/\D/g, "").replace(/^00/, "")
