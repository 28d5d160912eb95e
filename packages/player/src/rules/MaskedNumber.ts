/** An account number as it is shown: the last four characters, of a short one the last two. */
export const masked = (number: string): string => `••••${number.slice(number.length < 8 ? -2 : -4)}`
