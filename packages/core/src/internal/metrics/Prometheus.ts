/** One metric with all its samples; a line is what follows the name: `{labels} value`, or `_sum{labels} value`. */
export interface Family {
  readonly name: string
  readonly type: "counter" | "gauge" | "histogram" | "summary"
  readonly help: string
  readonly lines: ReadonlyArray<string>
}

/** The media type of the text format. */
export const contentType = "text/plain; version=0.0.4; charset=utf-8"

/** Writes families in the Prometheus text format, each name once. */
export const render = (families: ReadonlyArray<Family>): string =>
  families
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, type, help, lines }) =>
      [`# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`, `# TYPE ${name} ${type}`]
        .concat(lines.map((line) => name + line))
        .join("\n")
    )
    .join("\n")
    .concat("\n")

/** A label's value, escaped for quotes. */
export const escape = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")
