/** Why a bonus is not available, as a sentence for players. */
export const inWords = (reason: string): string => sentences[reason] ?? "This bonus is not available to you."

const sentences: Readonly<Record<string, string>> = {
  "already-claimed": "You have had this bonus already.",
  automatic: "This bonus is given by itself when a deposit completes.",
  budget: "The campaign has given all that it has.",
  "cap-per-period": "You have had this bonus as often as it is given in this period.",
  "cap-per-player": "You have had this bonus as often as it is given.",
  currency: "This bonus is not given in your currency.",
  "deposit-too-small": "The deposit is smaller than this bonus asks for.",
  "minimum-age": "You are not old enough for this bonus.",
  "no-deposit": "This bonus is for a deposit of the last three days.",
  "not-running": "The campaign is not running now.",
  "other-deposit": "This bonus is for another deposit.",
  "player-locked": "Bonuses are blocked for you.",
  receivers: "The campaign has given all that it has."
}
