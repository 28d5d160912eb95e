import { Schema } from "effect"
import * as Problem from "../http/Problem.js"

/** The password is too short, too long, or one of the most common ones. */
export class WeakPassword extends Problem.make<WeakPassword>()("WeakPassword", {
  status: 422,
  title: "The password does not meet the requirements",
  description: "A password has 8 to 128 characters, is not a commonly used password, and differs from the username."
}) {}

/** Unknown username or wrong password: the answer is the same, so that usernames cannot be enumerated. */
export class LoginFailed extends Problem.make<LoginFailed>()("LoginFailed", {
  status: 401,
  title: "Invalid username or password"
}) {}

/** Too many tries for one username or from one address; no password was checked. */
export class TooManyAttempts extends Problem.make<TooManyAttempts>()(
  "TooManyAttempts",
  {
    status: 429,
    title: "Too many attempts",
    description: "`retryAfter` is the number of seconds to wait before the next attempt.",
    headers: ({ retryAfter }) => ({ "retry-after": String(retryAfter) })
  },
  { retryAfter: Schema.Int }
) {}

/** More passwords of this brand wait to be checked than possible in time; this one was not checked. */
export class SignInsBusy extends Problem.make<SignInsBusy>()("SignInsBusy", {
  status: 503,
  title: "Too many concurrent sign-ins",
  description: "Nothing was changed. Retry after the number of seconds in `Retry-After`.",
  headers: () => ({ "retry-after": "3" })
}) {}
