import { type MetricPair, MetricState, Option } from "effect"
import { escape, type Family } from "./Prometheus.js"

/** Effect's own metrics as families: samples of one name together, names cleaned of what the format does not allow. */
export const toFamilies = (snapshot: Iterable<MetricPair.MetricPair.Untyped>): ReadonlyArray<Family> => {
  const families = new Map<string, Family>()
  for (const { metricKey, metricState } of snapshot) {
    const sampled = sample(metricState, labelsOf(metricKey.tags))
    if (sampled === undefined) continue
    const name = metricKey.name.replace(/[^a-zA-Z0-9_:]/g, "_").replace(/^(?=[0-9])/, "_")
    const lines = families.get(name)?.lines ?? []
    const help = Option.getOrElse(metricKey.description, () => metricKey.name)
    families.set(name, { name, help, type: sampled.type, lines: [...lines, ...sampled.lines] })
  }
  return [...families.values()]
}

type Labels = ReadonlyArray<readonly [name: string, value: string]>

const labelsOf = (tags: MetricPair.MetricPair.Untyped["metricKey"]["tags"]): Labels =>
  tags.map(({ key, value }) => [key.replace(/[^a-zA-Z0-9_]/g, "_"), value])

const braces = (labels: Labels): string =>
  labels.length === 0 ? "" : `{${labels.map(([name, value]) => `${name}="${escape(value)}"`).join(",")}}`

const sample = (
  state: MetricPair.MetricPair.Untyped["metricState"],
  labels: Labels
): Pick<Family, "type" | "lines"> | undefined => {
  if (MetricState.isCounterState(state)) return { type: "counter", lines: [`${braces(labels)} ${state.count}`] }
  if (MetricState.isGaugeState(state)) return { type: "gauge", lines: [`${braces(labels)} ${state.value}`] }
  if (MetricState.isFrequencyState(state)) {
    const lines = [...state.occurrences].map(([key, count]) => `${braces([...labels, ["key", key]])} ${count}`)
    return { type: "counter", lines }
  }
  const totals = (s: { readonly sum: number; readonly count: number }): ReadonlyArray<string> => [
    `_sum${braces(labels)} ${s.sum}`,
    `_count${braces(labels)} ${s.count}`
  ]
  if (MetricState.isHistogramState(state)) {
    const bounded = state.buckets.filter(([bound]) => Number.isFinite(bound))
    const lines = [...bounded, [Number.POSITIVE_INFINITY, state.count] as const].map(
      ([bound, count]) =>
        `_bucket${braces([...labels, ["le", Number.isFinite(bound) ? String(bound) : "+Inf"]])} ${count}`
    )
    return { type: "histogram", lines: [...lines, ...totals(state)] }
  }
  if (MetricState.isSummaryState(state)) {
    const lines = state.quantiles.flatMap(([quantile, value]) =>
      Option.match(value, {
        onNone: () => [],
        onSome: (found) => [`${braces([...labels, ["quantile", String(quantile)]])} ${found}`]
      })
    )
    return { type: "summary", lines: [...lines, ...totals(state)] }
  }
  return undefined
}
