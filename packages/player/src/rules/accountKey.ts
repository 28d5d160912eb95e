import { compositeKey } from "@croupier/core/text/compositeKey"
import { identifier } from "@croupier/core/text/Fold"
import { accountNumber } from "../contract/BankAccount.js"

/** What makes two bank accounts one: the number at its bank, or the IBAN alone, since an IBAN names its bank. */
export const accountKey = (bank: string, number: string): string => {
  const plain = accountNumber(number)
  return isIban(plain) ? compositeKey("iban", plain) : compositeKey("bank", identifier(bank), plain)
}

/** Whether the check digits are right (ISO 13616): with the head moved to the end, the number leaves 1 when divided by 97. */
const isIban = (number: string): boolean => {
  if (!/^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(number)) return false
  const digits = `${number.slice(4)}${number.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55)
  )
  return BigInt(digits) % 97n === 1n
}
