/** A `text[]` literal to bind as one parameter (cast it: `::text[]`), so that the statement's text stays constant. */
export const textArray = (items: ReadonlyArray<string>): string =>
  `{${items.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`
