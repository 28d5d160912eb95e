/** A `bytea[]` literal, so that a statement with many HMACs keeps one text. */
export const byteaArray = (items: ReadonlyArray<Uint8Array>): string =>
  `{${items.map((bytes) => `"\\\\x${Buffer.from(bytes).toString("hex")}"`).join(",")}}`
