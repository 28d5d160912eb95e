const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** The placeholder of a value that is not kept. */
export const masked = '"***"'

/**
 * A JSON object's text in which only the fields of these names, at any depth, keep their values. Numbers stay as they were
 * written. Undefined where the text is no JSON object.
 */
export const maskJson = (text: string, kept: ReadonlySet<string>): string | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  } catch {
    return undefined
  }
  let out = ""
  /** The depth at which a value that is not kept began; nothing is written until it ends. */
  let hiddenAt: number | undefined
  const inObject: Array<boolean> = []
  let beforeColon = true
  let hide = false
  for (const [part] of text.matchAll(token)) {
    const depth = inObject.length
    if (part === "}" || part === "]") {
      inObject.pop()
      if (hiddenAt === undefined) out += part
      else if (depth - 1 === hiddenAt) hiddenAt = undefined
      beforeColon = false
      continue
    }
    if (hiddenAt !== undefined) {
      if (part === "{" || part === "[") inObject.push(part === "{")
      continue
    }
    if (part === ",") {
      out += part
      beforeColon = inObject.at(-1) === true
    } else if (part === ":") {
      out += part
      beforeColon = false
    } else if (beforeColon && inObject.at(-1) === true) {
      out += part
      hide = !kept.has(JSON.parse(part) as string)
    } else if (hide) {
      out += masked
      hide = false
      if (part === "{" || part === "[") {
        hiddenAt = depth
        inObject.push(part === "{")
      }
    } else {
      out += part
      if (part === "{" || part === "[") inObject.push(part === "{")
      beforeColon = part === "{"
    }
  }
  return out
}
