/** A value as text or attribute of HTML. */
export const text = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

/** What a page without script may load: its own style and nothing else. */
export const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A page without script in our style; `body` is HTML. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${text(title)}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style>
${body}</html>`

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
details{border:1px solid #8884;border-radius:.4rem;padding:.4rem .8rem;margin:.4rem 0}summary{cursor:pointer}
pre{overflow:auto;background:#8881;padding:.6rem;border-radius:.4rem}b{display:inline-block;min-width:4.5rem}`
