import { Schema } from "effect"
import { folded, tidy } from "./Fold.js"

/** An e-mail address; quoted names and comments are refused. Who owns it is not checked here. */
export const Email = Schema.transform(
  Schema.String.pipe(Schema.maxLength(300)),
  Schema.String.pipe(
    Schema.maxLength(254),
    // Of the domain nothing but dotted labels, the last one no number: else `asciiDomain` would find another domain in it.
    Schema.pattern(/^[^\s@"(),:;<>[\]\\]+@(?:[\p{L}\p{M}\p{N}-]+\.)+\p{L}[\p{L}\p{M}\p{N}-]*\.?$/u, {
      message: () => "an e-mail address is name@domain"
    })
  ),
  { strict: true, decode: tidy, encode: (email) => email }
)

/** The mailbox that an address names, as its provider reads it: `Kim.Min+bet@GoogleMail.com` is `kimmin@gmail.com`. */
export const mailbox = (email: string): string => {
  const text = folded(tidy(email))
  const at = text.lastIndexOf("@")
  const typed = asciiDomain(text.slice(at + 1))
  const { domain, ignored, tag } = providers.get(typed) ?? { domain: typed, ignored: undefined, tag: undefined }
  const name = text.slice(0, at)
  const untagged = tag === undefined || name.indexOf(tag) < 1 ? name : name.slice(0, name.indexOf(tag))
  return `${ignored === undefined ? untagged : untagged.replace(ignored, "")}@${domain}`
}

interface Provider {
  /** The domain that represents all of the provider's. */
  readonly domain: string
  /** What begins a tag that the provider ignores when it delivers. */
  readonly tag?: string
  /** Characters of the name that the provider ignores. */
  readonly ignored?: RegExp
}

/** One rule for each listed domain; where `aliases`, they all name the mailboxes of the first one. */
const provider = (
  domains: string,
  rule: Omit<Provider, "domain">,
  aliases = false
): ReadonlyArray<readonly [string, Provider]> => {
  const all = domains.split(" ")
  return all.map((domain) => [domain, { ...rule, domain: aliases ? (all[0] ?? domain) : domain }])
}

/** Providers that document which addresses reach the same mailbox. */
const providers: ReadonlyMap<string, Provider> = new Map([
  ...provider("gmail.com googlemail.com", { tag: "+", ignored: /\./g }, true),
  ...provider("outlook.com hotmail.com live.com msn.com", { tag: "+" }),
  ...provider("icloud.com me.com mac.com", { tag: "+" }, true),
  ...provider("proton.me protonmail.com protonmail.ch pm.me", { tag: "+", ignored: /[._-]/g }, true),
  ...provider("fastmail.com fastmail.fm", { tag: "+" }),
  ...provider("yahoo.com ymail.com rocketmail.com yahoo.co.uk yahoo.co.jp yahoo.de yahoo.fr", { tag: "-" }),
  ...provider("yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru", { tag: "+" }, true)
])

/** The domain in its ASCII form, without the root's dot; unchanged where it is no domain. */
const asciiDomain = (domain: string): string => {
  const bare = domain.replace(/\.$/, "")
  const url = URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : bare
  return url === "" ? bare : url
}
