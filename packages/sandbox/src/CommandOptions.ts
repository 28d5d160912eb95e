import { readFileSync } from "node:fs"

/** An option without which nothing works. Like all of these it throws one line that names the option. */
export const required = (name: string, value: string | undefined): string => {
  if (value === undefined || value === "") throw new Error(`--${name} is missing`)
  return value
}

/** A whole number up to a greatest one. */
export const wholeNumber = (name: string, value: string, most: number): number => {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number > most) throw new Error(`--${name} is a whole number of 0 to ${most}`)
  return number
}

/** An amount in main units. */
export const amountOf = (name: string, value: string): string => {
  if (!/^\d{1,12}(?:\.\d{1,5})?$/.test(value)) throw new Error(`--${name} is an amount of at most five decimals`)
  return value
}

/** An http(s) URL, without a slash at its end. */
export const urlOf = (name: string, value: string): string => {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) throw new Error(`--${name} is an http(s) URL`)
  return value.replace(/\/$/, "")
}

/** The contents of a file. */
export const fileOf = (name: string, path: string): string => {
  try {
    return readFileSync(path, "utf8")
  } catch {
    throw new Error(`--${name}: cannot read ${path}`)
  }
}
