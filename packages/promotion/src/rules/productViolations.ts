import type { Campaign } from "../contract/Campaign.js"
import type { JurisdictionRules, Violation } from "../contract/JurisdictionRules.js"

/**
 * Where a jurisdiction asks for one product: those of activity and reward together are one, or both are unrestricted. A list that
 * is empty is unrestricted, so with a list on the other side it may be any product.
 */
export const productViolations = (
  { products: { activity, reward } }: Campaign,
  { oneProduct, productOf }: JurisdictionRules
): ReadonlyArray<Violation> => {
  if (!oneProduct || (activity.length === 0 && reward.length === 0)) return []
  const named = new Set([...activity, ...reward].map((category) => productOf[category]))
  const isOne = named.size === 1 && activity.length > 0 && reward.length > 0
  return isOne
    ? []
    : [
        {
          field: "products",
          rule: "one-product",
          detail: "activity and reward are of one product together, or both unrestricted"
        }
      ]
}
