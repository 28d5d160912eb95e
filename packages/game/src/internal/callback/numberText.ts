const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * How a top-level number of a JSON object was written, which `JSON.parse` forgets: `1e3` and `1000` are one float, and
 * a long integer loses its last digits. The text must be valid JSON already. Undefined where there is no such number.
 */
export const numberText = (json: string, name: string): string | undefined => {
  let depth = 0
  let key: string | undefined
  let beforeColon = true
  let found: string | undefined
  for (const [text] of json.matchAll(token)) {
    if (text === "{" || text === "[") depth++
    else if (text === "}" || text === "]") depth--
    else if (depth !== 1) continue
    else if (text === ",") beforeColon = true
    else if (text === ":") beforeColon = false
    else if (beforeColon) key = JSON.parse(text) as string
    // As JSON.parse has it, the last of two equal names counts.
    else if (key === name) found = /^[-0-9]/.test(text) ? text : undefined
  }
  return found
}
