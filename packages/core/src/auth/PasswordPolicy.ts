import { Either } from "effect"
import { isCommonPassword } from "../internal/auth/CommonPasswords.js"
import { WeakPassword } from "./SignInProblems.js"

const shortest = 8
const longest = 128

/** The form of a password that is hashed: the same whichever way a keyboard composes its letters. */
export const canonical = (password: string): string => password.normalize("NFC")

/** Length and commonness only; rules of composition make passwords worse (NIST SP 800-63B, 5.1.1.2). */
export const checkPassword = (password: string, username: string): Either.Either<string, WeakPassword> => {
  const form = canonical(password)
  const length = [...form].length
  if (length < shortest) return refuse(`A password has at least ${shortest} characters.`)
  if (length > longest) return refuse(`A password has at most ${longest} characters.`)
  if (isCommonPassword(form)) return refuse("This password is too common.")
  if (form.toLowerCase() === username) return refuse("The password must not be the username.")
  return Either.right(form)
}

const refuse = (detail: string) => Either.left(new WeakPassword({ detail }))
