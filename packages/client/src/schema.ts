// Written by `npm run client:types` from the OpenAPI document of the public API.
export interface paths {
    readonly "/api/agent/accruals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was earned by each settled round
         * @description With `statement`, only the rounds of that statement.
         */
        readonly get: operations["agentSelf.accruals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/agents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Register an agent in the subtree
         * @description No rate may exceed the parent's.
         */
        readonly post: operations["agentSelf.register"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/agreements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Agree new terms with a direct agent or player
         * @description They hold from now on, or from `from`. A rate under that of an agent or player below is refused.
         */
        readonly post: operations["agentSelf.agree"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/convert": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Convert accrued rolling commission to balance
         * @description Safe to repeat under the same `id`. The next statement deducts it.
         */
        readonly post: operations["agentSelf.convert"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/convertible": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get the rolling commission that can be converted now */
        readonly get: operations["agentSelf.convertible"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/login": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in as an agent
         * @description An unknown username and a wrong password return the same error.
         */
        readonly post: operations["agentVisitor.login"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get the agent with its present terms */
        readonly get: operations["agentSelf.me"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/players": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the direct players of the agent, or of an agent in its subtree */
        readonly get: operations["agentSelf.players"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/statements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List settled periods with their lines, deductions and payout */
        readonly get: operations["agentSelf.statements"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/agent/tree": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the agent's subtree, each agent after its parent */
        readonly get: operations["agentSelf.tree"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/game/games": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the brand's games, ordered by name
         * @description `q` matches names and codes. Only games in `state` `open` can be launched.
         */
        readonly get: operations["game.games"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/game/games/{provider}/{code}/launch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Launch a game
         * @description Each launch gets its own token. A demo launch has no account or token and moves no money.
         */
        readonly post: operations["game.launch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/game/rounds/{provider}/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get one of the player's rounds */
        readonly get: operations["game.round"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/bank-accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List payout bank accounts */
        readonly get: operations["playerSelf.bankAccounts"];
        readonly put?: never;
        /** Add a payout bank account */
        readonly post: operations["playerSelf.addBankAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/bank-accounts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Remove a payout bank account */
        readonly delete: operations["playerSelf.removeBankAccount"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/limits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get current limits and pending changes */
        readonly get: operations["playerSelf.limits"];
        /**
         * Replace all limits
         * @description A stricter limit applies immediately. A looser limit, or the removal of a limit by omitting it, takes effect after 24 hours.
         */
        readonly put: operations["playerSelf.changeLimits"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/login": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in with username and password
         * @description An unknown username and a wrong password return the same error. An excluded player gets a `restricted` session, which allows only reading the balance, managing bank accounts and withdrawing.
         */
        readonly post: operations["playerVisitor.login"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End the current session */
        readonly post: operations["playerSelf.logout"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get the player's profile and previous sign-in */
        readonly get: operations["playerSelf.me"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Change the password and end all other sessions */
        readonly post: operations["playerSelf.password"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/refresh": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Refresh a session
         * @description Each refresh token is single-use. For ten seconds a repeat with the same token returns the same response, in case the first one was lost; any later reuse ends the session.
         */
        readonly post: operations["playerVisitor.refresh"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/register": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Register a player
         * @description The brand's licence determines which profile fields are required. When the response arrives, the wallet is open and the player is signed in.
         */
        readonly post: operations["playerVisitor.register"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/self-exclusion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Self-exclude on every brand of the licence
         * @description An exclusion cannot be shortened. All sessions end; winnings are still paid out.
         */
        readonly post: operations["playerSelf.selfExclusion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/player/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the player's active sessions */
        readonly get: operations["playerSelf.sessions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rolling/requirements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the player's turnover requirements, newest first */
        readonly get: operations["rolling.requirements"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rolling/requirements/{id}/contributions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what counted towards a requirement, newest first
         * @description `valid` is the part of the round that counts before its weight: the stake for slots, otherwise the smaller of the stake and the difference between payout and stake. A round that changes later adds the difference.
         */
        readonly get: operations["rolling.contributions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rolling/withdrawable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Explain whether the player can withdraw
         * @description `reasons` says what prevents a withdrawal; `requirements` shows for each active requirement its target, its progress and the latest contributions; `forfeits` names the requirements with bonuses that a withdrawal ends.
         */
        readonly get: operations["rolling.withdrawable"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/balance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get the player's balance
         * @description `cash` is withdrawable, `bonus` belongs to an active bonus, `held` is reserved for pending withdrawals.
         */
        readonly get: operations["wallet.balance"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/deposit-requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create a deposit request
         * @description Pay the exact amount into `payTo` before `expiresAt`, with `reference` in the remittance text. A player can have one pending request at a time.
         */
        readonly post: operations["wallet.requestDeposit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/deposit-requests/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a deposit request */
        readonly get: operations["wallet.depositRequest"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Cancel a deposit request
         * @description Allowed only while it is pending. Money received after cancellation goes to manual review.
         */
        readonly delete: operations["wallet.cancelDeposit"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/rounds": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the player's game rounds, newest first
         * @description Stakes and payouts are totals per round, split into cash and bonus. Times are epoch milliseconds.
         */
        readonly get: operations["wallet.rounds"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/transactions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the player's transactions, newest first
         * @description `kind` filters by transaction kind. `cash` and `bonus` are signed amounts.
         */
        readonly get: operations["wallet.transactions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/withdrawal-requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the player's withdrawals, newest first */
        readonly get: operations["withdrawals.withdrawals"];
        readonly put?: never;
        /**
         * Request a withdrawal
         * @description The amount is held immediately. If the withdrawal is refused, the response lists every reason and nothing is held.
         */
        readonly post: operations["withdrawals.requestWithdrawal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/wallet/withdrawal-requests/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a withdrawal */
        readonly get: operations["withdrawals.withdrawal"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Cancel a withdrawal
         * @description Allowed only in status `requested` and if the brand's licence permits it.
         */
        readonly delete: operations["withdrawals.cancelWithdrawal"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * The actor is not allowed to do this
         * @description The actor is not allowed to do this
         */
        readonly ActorNotAllowed: {
            readonly allowed: readonly ("player" | "agent" | "operator" | "provider" | "service" | "system")[];
            /** @enum {string} */
            readonly code: "actor-not-allowed";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:actor-not-allowed";
        };
        /**
         * The agent is not allowed to sign in
         * @description The agent is not allowed to sign in
         */
        readonly AgentLoginRefused: {
            /** @enum {string} */
            readonly code: "agent-login-refused";
            readonly detail: string;
            /** @enum {string} */
            readonly reason: "active" | "suspended" | "closed";
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:agent-login-refused";
        };
        /**
         * Agent not found
         * @description Agent not found
         */
        readonly AgentNotFound: {
            /** @enum {string} */
            readonly code: "agent-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:agent-not-found";
        };
        /**
         * The agent service is temporarily unavailable
         * @description The agent service is temporarily unavailable
         */
        readonly AgentsUnavailable: {
            /** @enum {string} */
            readonly code: "agents-unavailable";
            readonly detail: string;
            /** @enum {string} */
            readonly outcome: "not-applied" | "unknown";
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:agents-unavailable";
        };
        /**
         * Token verification is temporarily unavailable
         * @description Token verification is temporarily unavailable
         */
        readonly AuthenticationUnavailable: {
            /** @enum {string} */
            readonly code: "authentication-unavailable";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:authentication-unavailable";
        };
        /**
         * Bank account not found
         * @description Bank account not found
         */
        readonly BankAccountNotFound: {
            /** @enum {string} */
            readonly code: "bank-account-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:bank-account-not-found";
        };
        /**
         * The bank account cannot be added
         * @description The bank account cannot be added
         */
        readonly BankAccountRefused: {
            /** @enum {string} */
            readonly code: "bank-account-refused";
            readonly detail: string;
            /** @enum {string} */
            readonly reason: "already-added" | "too-many";
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:bank-account-refused";
        };
        /**
         * The brand is closed
         * @description The brand is closed
         */
        readonly BrandClosed: {
            /** @enum {string} */
            readonly code: "brand-closed";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:brand-closed";
        };
        /**
         * The access token belongs to another brand
         * @description The access token belongs to another brand
         */
        readonly BrandMismatch: {
            /** @enum {string} */
            readonly code: "brand-mismatch";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 401;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:brand-mismatch";
        };
        /**
         * The brand does not allow withdrawals to be cancelled
         * @description The brand does not allow withdrawals to be cancelled
         */
        readonly CancellationNotOffered: {
            /** @enum {string} */
            readonly code: "cancellation-not-offered";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:cancellation-not-offered";
        };
        readonly Contribution: {
            readonly amount: string;
            readonly at: components["schemas"]["Int"];
            readonly category: string | null;
            readonly game: string | null;
            /** @enum {string} */
            readonly kind: "round" | "change" | "adjustment";
            readonly number: components["schemas"]["Int"];
            readonly reason: string | null;
            readonly round: {
                readonly id: string;
                readonly provider: string;
            } | null;
            readonly valid: string | null;
            readonly weight: components["schemas"]["Int"] | null;
        };
        /**
         * The id belongs to another conversion
         * @description The id belongs to another conversion
         */
        readonly ConversionConflict: {
            /** @enum {string} */
            readonly code: "conversion-conflict";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:conversion-conflict";
        };
        /**
         * The amount exceeds the commission that can be converted
         * @description The amount exceeds the commission that can be converted
         */
        readonly ConversionOverAvailable: {
            readonly available: string;
            /** @enum {string} */
            readonly code: "conversion-over-available";
            /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
            readonly currency: string;
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:conversion-over-available";
        };
        /**
         * The brand does not offer this currency
         * @description The brand does not offer this currency
         */
        readonly CurrencyNotAvailable: {
            /** @enum {string} */
            readonly code: "currency-not-available";
            readonly detail: string;
            readonly offered: readonly string[];
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:currency-not-available";
        };
        /**
         * The game does not support the player's currency
         * @description The game does not support the player's currency
         */
        readonly CurrencyNotOffered: {
            /** @enum {string} */
            readonly code: "currency-not-offered";
            readonly currency: string;
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:currency-not-offered";
        };
        /**
         * The cursor is invalid
         * @description The cursor is invalid
         */
        readonly CursorInvalid: {
            /** @enum {string} */
            readonly code: "cursor-invalid";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 400;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:cursor-invalid";
        };
        /** @description a string to be decoded into a DateTime.Utc */
        readonly DateTimeUtc: string;
        /**
         * @description an amount as a decimal string in main units
         * @example 12500
         * @example 0.403604
         */
        readonly DecimalAmount: string;
        /**
         * Deposits are blocked
         * @description Deposits are blocked
         */
        readonly DepositBlocked: {
            /** @enum {string} */
            readonly code: "deposit-blocked";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:deposit-blocked";
        };
        /**
         * The deposit exceeds the player's limit
         * @description The deposit exceeds the player's limit
         */
        readonly DepositLimitReached: {
            /** @enum {string} */
            readonly code: "deposit-limit-reached";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:deposit-limit-reached";
        };
        /**
         * The deposit request can no longer be changed
         * @description The deposit request can no longer be changed
         */
        readonly DepositRequestEnded: {
            /** @enum {string} */
            readonly code: "deposit-request-ended";
            readonly detail: string;
            /** @enum {string} */
            readonly state: "pending" | "review" | "completed" | "expired" | "cancelled" | "rejected";
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:deposit-request-ended";
        };
        /**
         * Deposit request not found
         * @description Deposit request not found
         */
        readonly DepositRequestNotFound: {
            /** @enum {string} */
            readonly code: "deposit-request-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:deposit-request-not-found";
        };
        /**
         * Another deposit request is pending
         * @description Another deposit request is pending
         */
        readonly DepositRequestPending: {
            /** @enum {string} */
            readonly code: "deposit-request-pending";
            readonly detail: string;
            readonly request: string | null;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:deposit-request-pending";
        };
        /**
         * @description a signed amount as a decimal string in main units, exact to six digits below the ledger's
         * @example 3000
         * @example -12.000000000001
         */
        readonly ExactDecimal: string;
        readonly ExplainedRequirement: {
            readonly base: string;
            readonly contributions: readonly components["schemas"]["Contribution"][];
            readonly converted: string | null;
            /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
            readonly currency: string;
            readonly deposit: string | null;
            readonly endedAt: components["schemas"]["Int"] | null;
            readonly expiresAt: components["schemas"]["Int"] | null;
            readonly grant: string | null;
            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
            readonly id: string;
            readonly missing: string;
            /** @description a string matching the pattern ^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$ */
            readonly multiplier: string;
            readonly nextCursor?: string;
            /** @enum {string} */
            readonly of: "deposit" | "bonus" | "deposit+bonus" | "free-round-winnings";
            /** @enum {string} */
            readonly onWithdrawal: "refuse" | "forfeit";
            readonly openedAt: components["schemas"]["Int"];
            /** @enum {string} */
            readonly origin: "deposit" | "bonus" | "free-rounds";
            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
            readonly player: string;
            readonly priority: components["schemas"]["Int"];
            readonly progress: string;
            readonly reason: string | null;
            /** @enum {string} */
            readonly source: "all" | "cash" | "bonus";
            /** @enum {string} */
            readonly state: "active" | "completed" | "converted" | "expired" | "forfeited" | "cancelled" | "lost" | "reversed";
            readonly target: string;
            readonly weights: {
                readonly categories: {
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly live?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly minigame?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly slots?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly sports?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly table?: components["schemas"]["Int"];
                };
                /**
                 * maxItems(10000)
                 * @description an array of at most 10000 item(s)
                 */
                readonly games: readonly {
                    /**
                     * maxLength(128)
                     * @description a string at most 128 character(s) long
                     */
                    readonly code: string;
                    /** @description a string matching the pattern ^[a-z0-9-]{2,32}$ */
                    readonly provider: string;
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly weight: components["schemas"]["Int"];
                }[];
            };
        };
        /**
         * Game not found
         * @description Game not found
         */
        readonly GameNotFound: {
            /** @enum {string} */
            readonly code: "game-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:game-not-found";
        };
        /**
         * The game is not open
         * @description The game is not open
         */
        readonly GameNotOpen: {
            /** @enum {string} */
            readonly code: "game-not-open";
            readonly detail: string;
            readonly state: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:game-not-open";
        };
        readonly GameView: {
            /** @enum {string} */
            readonly category: "slots" | "live" | "table" | "sports" | "minigame";
            /** @description a string matching the pattern ^[\x21-\x7e]{1,128}$ */
            readonly code: string;
            readonly currencies: readonly string[];
            /**
             * maxLength(200)
             * @description a string at most 200 character(s) long
             */
            readonly name: string;
            /** @description a string matching the pattern ^[a-z0-9-]{2,32}$ */
            readonly provider: string;
            /** @enum {string} */
            readonly state: "open" | "no-new-bets" | "closed";
        };
        /**
         * The Idempotency-Key header must be 1 to 255 visible ASCII characters
         * @description The Idempotency-Key header must be 1 to 255 visible ASCII characters
         */
        readonly IdempotencyKeyMalformed: {
            /** @enum {string} */
            readonly code: "idempotency-key-malformed";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 400;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:idempotency-key-malformed";
        };
        /**
         * The Idempotency-Key header is missing
         * @description The Idempotency-Key header is missing
         */
        readonly IdempotencyKeyMissing: {
            /** @enum {string} */
            readonly code: "idempotency-key-missing";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 400;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:idempotency-key-missing";
        };
        /**
         * The Idempotency-Key was used for a different request
         * @description The Idempotency-Key was used for a different request
         */
        readonly IdempotencyKeyReused: {
            /** @enum {string} */
            readonly code: "idempotency-key-reused";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:idempotency-key-reused";
        };
        /**
         * int
         * @description an integer
         */
        readonly Int: number;
        /**
         * Invalid amount
         * @description Invalid amount
         */
        readonly InvalidAmount: {
            /** @enum {string} */
            readonly code: "invalid-amount";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 400;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:invalid-amount";
        };
        /**
         * A limit amount is invalid
         * @description A limit amount is invalid
         */
        readonly InvalidLimit: {
            /** @enum {string} */
            readonly code: "invalid-limit";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 400;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:invalid-limit";
        };
        /**
         * The request does not match the schema
         * @description The request does not match the schema
         */
        readonly InvalidRequest: {
            /** @enum {string} */
            readonly code: "invalid-request";
            readonly detail: string;
            readonly errors: readonly {
                readonly detail: string;
                readonly pointer: string;
            }[];
            /** @enum {number} */
            readonly status: 400;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:invalid-request";
        };
        readonly Launch: {
            readonly account: string | null;
            /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
            readonly currency: string;
            readonly expiresAt: components["schemas"]["DateTimeUtc"] | null;
            readonly token: string | null;
            readonly url: string;
        };
        /**
         * Invalid username or password
         * @description Invalid username or password
         */
        readonly LoginFailed: {
            /** @enum {string} */
            readonly code: "login-failed";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 401;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:login-failed";
        };
        /**
         * The player is not allowed to sign in
         * @description The player is not allowed to sign in
         */
        readonly LoginRefused: {
            /** @enum {string} */
            readonly code: "login-refused";
            readonly detail: string;
            /** @enum {string} */
            readonly reason: "suspended" | "closed" | "blocked";
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:login-refused";
        };
        /**
         * No receiving account is available
         * @description No receiving account is available
         */
        readonly NoReceivingAccount: {
            /** @enum {string} */
            readonly code: "no-receiving-account";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:no-receiving-account";
        };
        readonly OwnBalance: {
            readonly bonus: components["schemas"]["DecimalAmount"];
            readonly cash: components["schemas"]["DecimalAmount"];
            readonly currency: string;
            readonly held: components["schemas"]["DecimalAmount"];
        };
        readonly OwnDepositRequest: {
            readonly amount: string;
            readonly expiresAt: components["schemas"]["DateTimeUtc"];
            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
            readonly id: string;
            readonly payTo: {
                readonly accountNumber: string;
                readonly bank: string;
                readonly holder: string;
            };
            readonly reference: string;
            /** @enum {string} */
            readonly status: "pending" | "review" | "completed" | "expired" | "cancelled" | "rejected";
        };
        readonly OwnWithdrawal: {
            readonly amount: string;
            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
            readonly id: string;
            readonly payTo: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly account: string;
                /**
                 * maxLength(64)
                 * @description a string at most 64 character(s) long
                 */
                readonly bank: string;
                /**
                 * maxLength(64)
                 * @description a string at most 64 character(s) long
                 */
                readonly number: string;
            } | null;
            readonly requestedAt: components["schemas"]["DateTimeUtc"];
            /** @enum {string} */
            readonly status: "requested" | "approved" | "paying" | "failed" | "settled" | "rejected" | "cancelled" | "returned";
        };
        /**
         * Payout bank account not found
         * @description Payout bank account not found
         */
        readonly PayoutAccountNotFound: {
            /** @enum {string} */
            readonly code: "payout-account-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:payout-account-not-found";
        };
        /**
         * Bank account lookup is temporarily unavailable
         * @description Bank account lookup is temporarily unavailable
         */
        readonly PayoutAccountsUnavailable: {
            /** @enum {string} */
            readonly code: "payout-accounts-unavailable";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:payout-accounts-unavailable";
        };
        /**
         * The person is excluded from play
         * @description The person is excluded from play
         */
        readonly PersonExcluded: {
            /** @enum {string} */
            readonly code: "person-excluded";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:person-excluded";
        };
        /**
         * The agent cannot be placed there
         * @description The agent cannot be placed there
         */
        readonly PlacementRefused: {
            /** @enum {string} */
            readonly code: "placement-refused";
            readonly detail: string;
            /** @enum {string} */
            readonly reason: "cycle" | "too-deep" | "closed";
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:placement-refused";
        };
        /**
         * Play is blocked
         * @description Play is blocked
         */
        readonly PlayBlocked: {
            /** @enum {string} */
            readonly code: "play-blocked";
            readonly detail: string;
            /** @enum {string} */
            readonly scope: "login" | "deposit" | "bet" | "withdraw" | "bonus";
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:play-blocked";
            readonly until: components["schemas"]["Int"] | null;
        };
        /**
         * Player not found
         * @description Player not found
         */
        readonly PlayerNotFound: {
            /** @enum {string} */
            readonly code: "player-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:player-not-found";
        };
        /**
         * The player service is temporarily unavailable
         * @description The player service is temporarily unavailable
         */
        readonly PlayersUnavailable: {
            /** @enum {string} */
            readonly code: "players-unavailable";
            readonly detail: string;
            /** @enum {string} */
            readonly outcome: "not-applied" | "unknown";
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:players-unavailable";
        };
        /**
         * Problem
         * @description A problem document (RFC 9457)
         */
        readonly Problem: {
            readonly code: string;
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId?: string;
            readonly type: string;
        };
        /**
         * The profile is incomplete
         * @description The profile is incomplete
         */
        readonly ProfileIncomplete: {
            /** @enum {string} */
            readonly code: "profile-incomplete";
            readonly detail: string;
            readonly missing: readonly ("name" | "birthDate" | "country" | "nationalId" | "address" | "phone" | "email")[];
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:profile-incomplete";
        };
        /**
         * The profile is invalid
         * @description The profile is invalid
         */
        readonly ProfileInvalid: {
            /** @enum {string} */
            readonly code: "profile-invalid";
            readonly detail: string;
            /** @enum {string} */
            readonly field: "name" | "birthDate" | "country" | "nationalId" | "address" | "phone" | "email";
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:profile-invalid";
        };
        /**
         * The game provider is not configured
         * @description The game provider is not configured
         */
        readonly ProviderNotConfigured: {
            /** @enum {string} */
            readonly code: "provider-not-configured";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:provider-not-configured";
        };
        /**
         * The game provider is unavailable
         * @description The game provider is unavailable
         */
        readonly ProviderUnavailable: {
            /** @enum {string} */
            readonly code: "provider-unavailable";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:provider-unavailable";
        };
        /**
         * A rate exceeds the rate of the parent agent
         * @description A rate exceeds the rate of the parent agent
         */
        readonly RateOverParent: {
            /** @enum {string} */
            readonly code: "rate-over-parent";
            readonly detail: string;
            readonly over: readonly string[];
            readonly parent: string | null;
            readonly rates: readonly string[];
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:rate-over-parent";
        };
        /**
         * The referral code is taken
         * @description The referral code is taken
         */
        readonly ReferralCodeTaken: {
            /** @enum {string} */
            readonly code: "referral-code-taken";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:referral-code-taken";
        };
        /**
         * The session cannot be refreshed
         * @description The session cannot be refreshed
         */
        readonly RefreshRefused: {
            /** @enum {string} */
            readonly code: "refresh-refused";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 401;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:refresh-refused";
        };
        readonly Requirement: {
            readonly base: string;
            readonly converted: string | null;
            /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
            readonly currency: string;
            readonly deposit: string | null;
            readonly endedAt: components["schemas"]["Int"] | null;
            readonly expiresAt: components["schemas"]["Int"] | null;
            readonly grant: string | null;
            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
            readonly id: string;
            readonly missing: string;
            /** @description a string matching the pattern ^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$ */
            readonly multiplier: string;
            /** @enum {string} */
            readonly of: "deposit" | "bonus" | "deposit+bonus" | "free-round-winnings";
            /** @enum {string} */
            readonly onWithdrawal: "refuse" | "forfeit";
            readonly openedAt: components["schemas"]["Int"];
            /** @enum {string} */
            readonly origin: "deposit" | "bonus" | "free-rounds";
            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
            readonly player: string;
            readonly priority: components["schemas"]["Int"];
            readonly progress: string;
            readonly reason: string | null;
            /** @enum {string} */
            readonly source: "all" | "cash" | "bonus";
            /** @enum {string} */
            readonly state: "active" | "completed" | "converted" | "expired" | "forfeited" | "cancelled" | "lost" | "reversed";
            readonly target: string;
            readonly weights: {
                readonly categories: {
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly live?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly minigame?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly slots?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly sports?: components["schemas"]["Int"];
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly table?: components["schemas"]["Int"];
                };
                /**
                 * maxItems(10000)
                 * @description an array of at most 10000 item(s)
                 */
                readonly games: readonly {
                    /**
                     * maxLength(128)
                     * @description a string at most 128 character(s) long
                     */
                    readonly code: string;
                    /** @description a string matching the pattern ^[a-z0-9-]{2,32}$ */
                    readonly provider: string;
                    /**
                     * between(0, 10000)
                     * @description a number between 0 and 10000
                     */
                    readonly weight: components["schemas"]["Int"];
                }[];
            };
        };
        /**
         * Requirement not found
         * @description Requirement not found
         */
        readonly RequirementNotFound: {
            /** @enum {string} */
            readonly code: "requirement-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:requirement-not-found";
        };
        /**
         * Turnover is unavailable
         * @description Turnover is unavailable
         */
        readonly RollingUnavailable: {
            /** @enum {string} */
            readonly code: "rolling-unavailable";
            readonly detail: string;
            /** @enum {string} */
            readonly outcome: "not-applied" | "unknown";
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:rolling-unavailable";
        };
        /**
         * Round not found
         * @description Round not found
         */
        readonly RoundNotFound: {
            /** @enum {string} */
            readonly code: "round-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:round-not-found";
        };
        /**
         * The session has reached the player's time limit
         * @description The session has reached the player's time limit
         */
        readonly SessionLimitReached: {
            /** @enum {string} */
            readonly code: "session-limit-reached";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:session-limit-reached";
        };
        /**
         * The session is restricted to balance and withdrawals
         * @description The session is restricted to balance and withdrawals
         */
        readonly SessionRestricted: {
            /** @enum {string} */
            readonly code: "session-restricted";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:session-restricted";
        };
        /**
         * Too many concurrent sign-ins
         * @description Too many concurrent sign-ins
         */
        readonly SignInsBusy: {
            /** @enum {string} */
            readonly code: "sign-ins-busy";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:sign-ins-busy";
        };
        /**
         * Statement not found
         * @description Statement not found
         */
        readonly StatementNotFound: {
            /** @enum {string} */
            readonly code: "statement-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:statement-not-found";
        };
        /**
         * The terms cannot be agreed
         * @description The terms cannot be agreed
         */
        readonly TermsRefused: {
            /** @enum {string} */
            readonly code: "terms-refused";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:terms-refused";
        };
        /**
         * Too many attempts
         * @description Too many attempts
         */
        readonly TooManyAttempts: {
            /** @enum {string} */
            readonly code: "too-many-attempts";
            readonly detail: string;
            readonly retryAfter: components["schemas"]["Int"];
            /** @enum {number} */
            readonly status: 429;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:too-many-attempts";
        };
        /**
         * The player is under the minimum age
         * @description The player is under the minimum age
         */
        readonly TooYoung: {
            /** @enum {string} */
            readonly code: "too-young";
            readonly detail: string;
            readonly minimumAge: components["schemas"]["Int"];
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:too-young";
        };
        /**
         * A valid access token is required
         * @description A valid access token is required
         */
        readonly Unauthenticated: {
            /** @enum {string} */
            readonly code: "unauthenticated";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 401;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:unauthenticated";
        };
        /**
         * No brand is served on this host
         * @description No brand is served on this host
         */
        readonly UnknownHost: {
            /** @enum {string} */
            readonly code: "unknown-host";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 421;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:unknown-host";
        };
        /**
         * The username is taken
         * @description The username is taken
         */
        readonly UsernameTaken: {
            /** @enum {string} */
            readonly code: "username-taken";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:username-taken";
        };
        /**
         * The wallet is unavailable
         * @description The wallet is unavailable
         */
        readonly WalletNotAnswering: {
            /** @enum {string} */
            readonly code: "wallet-not-answering";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:wallet-not-answering";
        };
        /**
         * Wallet not found
         * @description Wallet not found
         */
        readonly WalletNotFound: {
            /** @enum {string} */
            readonly code: "wallet-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:wallet-not-found";
        };
        /**
         * The wallet is unavailable
         * @description The wallet is unavailable
         */
        readonly WalletUnavailable: {
            /** @enum {string} */
            readonly code: "wallet-unavailable";
            readonly detail: string;
            /** @enum {string} */
            readonly outcome: "not-applied" | "unknown";
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:wallet-unavailable";
        };
        /**
         * The password does not meet the requirements
         * @description The password does not meet the requirements
         */
        readonly WeakPassword: {
            /** @enum {string} */
            readonly code: "weak-password";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 422;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:weak-password";
        };
        readonly Withdrawable: {
            readonly allowed: boolean;
            readonly forfeits: readonly string[];
            readonly reasons: readonly {
                readonly code: string;
                readonly detail: string;
            }[];
            readonly requirements: readonly components["schemas"]["ExplainedRequirement"][];
        };
        /**
         * The withdrawal is not allowed
         * @description The withdrawal is not allowed
         */
        readonly WithdrawalNotAllowed: {
            /** @enum {string} */
            readonly code: "withdrawal-not-allowed";
            readonly detail: string;
            readonly reasons: readonly {
                readonly code: string;
                readonly detail: string;
            }[];
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:withdrawal-not-allowed";
        };
        /**
         * Withdrawal not found
         * @description Withdrawal not found
         */
        readonly WithdrawalNotFound: {
            /** @enum {string} */
            readonly code: "withdrawal-not-found";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 404;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:withdrawal-not-found";
        };
        /**
         * Withdrawal eligibility cannot be determined yet
         * @description Withdrawal eligibility cannot be determined yet
         */
        readonly WithdrawalPolicyNotReady: {
            /** @enum {string} */
            readonly code: "withdrawal-policy-not-ready";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 503;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:withdrawal-policy-not-ready";
        };
        /**
         * The withdrawal's state does not allow this step
         * @description The withdrawal's state does not allow this step
         */
        readonly WithdrawalStateConflict: {
            /** @enum {string} */
            readonly code: "withdrawal-state-conflict";
            readonly detail: string;
            /** @enum {string} */
            readonly state: "requested" | "approved" | "paying" | "failed" | "settled" | "rejected" | "cancelled" | "returned";
            /** @enum {number} */
            readonly status: 409;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:withdrawal-state-conflict";
        };
        /**
         * The current password is incorrect
         * @description The current password is incorrect
         */
        readonly WrongPassword: {
            /** @enum {string} */
            readonly code: "wrong-password";
            readonly detail: string;
            /** @enum {number} */
            readonly status: 403;
            readonly title: string;
            readonly traceId?: string;
            /** @enum {string} */
            readonly type: "urn:croupier:problem:wrong-password";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly "agentSelf.accruals": {
        readonly parameters: {
            readonly query?: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly agent?: string;
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly statement?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "event": "01926d3c-7a1e-7000-8000-2f6d3a5b9c05",
                     *           "player": "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
                     *           "agent": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *           "round": {
                     *             "provider": "hub88",
                     *             "id": "r-20260301-1"
                     *           },
                     *           "category": "slots",
                     *           "currency": "KRW",
                     *           "settledAt": 1772370000000,
                     *           "valid": "1000000",
                     *           "net": "-250000",
                     *           "rolling": "4000",
                     *           "losing": "-75000"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly agent: string;
                            /** @enum {string} */
                            readonly category: "slots" | "live" | "table" | "sports" | "minigame";
                            /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
                            readonly currency: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly event: string;
                            readonly losing: components["schemas"]["ExactDecimal"];
                            readonly net: components["schemas"]["ExactDecimal"];
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly player: string;
                            readonly rolling: components["schemas"]["ExactDecimal"];
                            readonly round: {
                                /**
                                 * maxLength(255)
                                 * @description a string at most 255 character(s) long
                                 */
                                readonly id: string;
                                /** @description a string matching the pattern ^[a-z0-9-]{2,32}$ */
                                readonly provider: string;
                            } | null;
                            readonly settledAt: components["schemas"]["Int"];
                            readonly valid: components["schemas"]["ExactDecimal"];
                        }[];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"] | components["schemas"]["StatementNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.register": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "parent": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                 *       "username": "busan.park",
                 *       "password": "three-quiet-otters",
                 *       "displayName": "Busan",
                 *       "referralCode": "busan-1",
                 *       "terms": {
                 *         "rolling": {
                 *           "slots": "0.7",
                 *           "live": "0.3",
                 *           "table": "0.3",
                 *           "sports": "0",
                 *           "minigame": "0"
                 *         }
                 *       }
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * maxLength(100)
                     * @description a string at most 100 character(s) long
                     */
                    readonly displayName: string;
                    /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                    readonly ownPlayer?: string;
                    readonly parent: string | null;
                    /** Format: password */
                    readonly password: string;
                    /** @description a string matching the pattern ^[A-Za-z0-9_-]{1,64}$ */
                    readonly referralCode: string;
                    readonly terms: {
                        /** @enum {string} */
                        readonly carry?: "none" | "base" | "amount";
                        readonly carryPeriods?: components["schemas"]["Int"] | null;
                        /**
                         * maxItems(16)
                         * @description an array of at most 16 item(s)
                         */
                        readonly deductions?: readonly ({
                            /** @enum {string} */
                            readonly _tag: "percent";
                            /**
                             * maxLength(64)
                             * @description a string at most 64 character(s) long
                             */
                            readonly name: string;
                            /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                            readonly rate: string;
                        } | {
                            /** @enum {string} */
                            readonly _tag: "fixed";
                            readonly amount: components["schemas"]["DecimalAmount"];
                            readonly currency: string;
                            readonly name: string;
                        })[];
                        readonly losing?: {
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly live?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly minigame?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly slots?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly sports?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly table?: string;
                        };
                        /** @enum {string} */
                        readonly losingBase?: "loss" | "loss-after-rolling";
                        readonly ringFence?: readonly {
                            readonly amount: components["schemas"]["DecimalAmount"];
                            readonly currency: string;
                        }[];
                        readonly rolling?: {
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly live?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly minigame?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly slots?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly sports?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly table?: string;
                        };
                        readonly settles?: {
                            /** @enum {string} */
                            readonly losing: "daily" | "weekly" | "monthly";
                            /** @enum {string} */
                            readonly rolling: "daily" | "weekly" | "monthly";
                        };
                    };
                    readonly username: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *       "parent": null,
                     *       "path": [
                     *         "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                     *       ],
                     *       "username": "busan.park",
                     *       "displayName": "Busan",
                     *       "referralCode": "busan-1",
                     *       "status": "active",
                     *       "terms": {
                     *         "rolling": {
                     *           "slots": "0.7",
                     *           "live": "0.3",
                     *           "table": "0.3",
                     *           "sports": "0",
                     *           "minigame": "0"
                     *         },
                     *         "losing": {
                     *           "slots": "30",
                     *           "live": "30",
                     *           "table": "30",
                     *           "sports": "0",
                     *           "minigame": "0"
                     *         },
                     *         "losingBase": "loss-after-rolling",
                     *         "deductions": [
                     *           {
                     *             "_tag": "percent",
                     *             "name": "platform",
                     *             "rate": "10"
                     *           }
                     *         ],
                     *         "carry": "base",
                     *         "carryPeriods": null,
                     *         "ringFence": [],
                     *         "settles": {
                     *           "rolling": "weekly",
                     *           "losing": "monthly"
                     *         }
                     *       },
                     *       "registeredAt": 1772366400000
                     *     }
                     */
                    readonly "application/json": {
                        readonly displayName: string;
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        readonly parent: string | null;
                        readonly path: readonly string[];
                        readonly referralCode: string;
                        readonly registeredAt: components["schemas"]["Int"];
                        /** @enum {string} */
                        readonly status: "active" | "suspended" | "closed";
                        readonly terms: {
                            /** @enum {string} */
                            readonly carry?: "none" | "base" | "amount";
                            readonly carryPeriods?: components["schemas"]["Int"] | null;
                            /**
                             * maxItems(16)
                             * @description an array of at most 16 item(s)
                             */
                            readonly deductions?: readonly ({
                                /** @enum {string} */
                                readonly _tag: "percent";
                                /**
                                 * maxLength(64)
                                 * @description a string at most 64 character(s) long
                                 */
                                readonly name: string;
                                /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                                readonly rate: string;
                            } | {
                                /** @enum {string} */
                                readonly _tag: "fixed";
                                readonly amount: components["schemas"]["DecimalAmount"];
                                readonly currency: string;
                                readonly name: string;
                            })[];
                            readonly losing?: {
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly live?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly minigame?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly slots?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly sports?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly table?: string;
                            };
                            /** @enum {string} */
                            readonly losingBase?: "loss" | "loss-after-rolling";
                            readonly ringFence?: readonly {
                                readonly amount: components["schemas"]["DecimalAmount"];
                                readonly currency: string;
                            }[];
                            readonly rolling?: {
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly live?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly minigame?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly slots?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly sports?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly table?: string;
                            };
                            readonly settles?: {
                                /** @enum {string} */
                                readonly losing: "daily" | "weekly" | "monthly";
                                /** @enum {string} */
                                readonly rolling: "daily" | "weekly" | "monthly";
                            };
                        };
                        /**
                         * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                         * @example lucky.kim
                         */
                        readonly username: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The actor is not allowed to do this */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ActorNotAllowed"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description The username is taken */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsernameTaken"] | components["schemas"]["ReferralCodeTaken"] | components["schemas"]["RateOverParent"] | components["schemas"]["PlacementRefused"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The password does not meet the requirements */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WeakPassword"] | components["schemas"]["TermsRefused"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["SignInsBusy"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.agree": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "earner": {
                 *         "kind": "agent",
                 *         "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                 *       },
                 *       "terms": {
                 *         "rolling": {
                 *           "slots": "0.7",
                 *           "live": "0.3",
                 *           "table": "0.3",
                 *           "sports": "0",
                 *           "minigame": "0"
                 *         }
                 *       }
                 *     }
                 */
                readonly "application/json": {
                    readonly earner: {
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "agent";
                    } | {
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        /** @enum {string} */
                        readonly kind: "player";
                    };
                    readonly from?: components["schemas"]["Int"];
                    readonly terms: {
                        /** @enum {string} */
                        readonly carry?: "none" | "base" | "amount";
                        readonly carryPeriods?: components["schemas"]["Int"] | null;
                        /**
                         * maxItems(16)
                         * @description an array of at most 16 item(s)
                         */
                        readonly deductions?: readonly ({
                            /** @enum {string} */
                            readonly _tag: "percent";
                            /**
                             * maxLength(64)
                             * @description a string at most 64 character(s) long
                             */
                            readonly name: string;
                            /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                            readonly rate: string;
                        } | {
                            /** @enum {string} */
                            readonly _tag: "fixed";
                            readonly amount: components["schemas"]["DecimalAmount"];
                            readonly currency: string;
                            readonly name: string;
                        })[];
                        readonly losing?: {
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly live?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly minigame?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly slots?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly sports?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly table?: string;
                        };
                        /** @enum {string} */
                        readonly losingBase?: "loss" | "loss-after-rolling";
                        readonly ringFence?: readonly {
                            readonly amount: components["schemas"]["DecimalAmount"];
                            readonly currency: string;
                        }[];
                        readonly rolling?: {
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly live?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly minigame?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly slots?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly sports?: string;
                            /**
                             * bigint
                             * @description a bigint
                             */
                            readonly table?: string;
                        };
                        readonly settles?: {
                            /** @enum {string} */
                            readonly losing: "daily" | "weekly" | "monthly";
                            /** @enum {string} */
                            readonly rolling: "daily" | "weekly" | "monthly";
                        };
                    };
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "earner": {
                     *         "kind": "agent",
                     *         "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                     *       },
                     *       "terms": {
                     *         "rolling": {
                     *           "slots": "0.7",
                     *           "live": "0.3",
                     *           "table": "0.3",
                     *           "sports": "0",
                     *           "minigame": "0"
                     *         },
                     *         "losing": {
                     *           "slots": "30",
                     *           "live": "30",
                     *           "table": "30",
                     *           "sports": "0",
                     *           "minigame": "0"
                     *         },
                     *         "losingBase": "loss-after-rolling",
                     *         "deductions": [
                     *           {
                     *             "_tag": "percent",
                     *             "name": "platform",
                     *             "rate": "10"
                     *           }
                     *         ],
                     *         "carry": "base",
                     *         "carryPeriods": null,
                     *         "ringFence": [],
                     *         "settles": {
                     *           "rolling": "weekly",
                     *           "losing": "monthly"
                     *         }
                     *       },
                     *       "from": 1772366400000
                     *     }
                     */
                    readonly "application/json": {
                        readonly earner: {
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "agent";
                        } | {
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "player";
                        };
                        readonly from: components["schemas"]["Int"];
                        readonly terms: {
                            /** @enum {string} */
                            readonly carry?: "none" | "base" | "amount";
                            readonly carryPeriods?: components["schemas"]["Int"] | null;
                            /**
                             * maxItems(16)
                             * @description an array of at most 16 item(s)
                             */
                            readonly deductions?: readonly ({
                                /** @enum {string} */
                                readonly _tag: "percent";
                                /**
                                 * maxLength(64)
                                 * @description a string at most 64 character(s) long
                                 */
                                readonly name: string;
                                /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                                readonly rate: string;
                            } | {
                                /** @enum {string} */
                                readonly _tag: "fixed";
                                readonly amount: components["schemas"]["DecimalAmount"];
                                readonly currency: string;
                                readonly name: string;
                            })[];
                            readonly losing?: {
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly live?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly minigame?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly slots?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly sports?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly table?: string;
                            };
                            /** @enum {string} */
                            readonly losingBase?: "loss" | "loss-after-rolling";
                            readonly ringFence?: readonly {
                                readonly amount: components["schemas"]["DecimalAmount"];
                                readonly currency: string;
                            }[];
                            readonly rolling?: {
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly live?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly minigame?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly slots?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly sports?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly table?: string;
                            };
                            readonly settles?: {
                                /** @enum {string} */
                                readonly losing: "daily" | "weekly" | "monthly";
                                /** @enum {string} */
                                readonly rolling: "daily" | "weekly" | "monthly";
                            };
                        };
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The actor is not allowed to do this */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ActorNotAllowed"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"] | components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description A rate exceeds the rate of the parent agent */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RateOverParent"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The terms cannot be agreed */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TermsRefused"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.convert": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c44",
                 *       "currency": "KRW",
                 *       "amount": "50000"
                 *     }
                 */
                readonly "application/json": {
                    readonly amount: components["schemas"]["DecimalAmount"];
                    readonly currency: string;
                    readonly id: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c44",
                     *       "currency": "KRW",
                     *       "amount": "50000",
                     *       "status": "approved",
                     *       "requestedAt": 1772370000000
                     *     }
                     */
                    readonly "application/json": {
                        readonly amount: components["schemas"]["DecimalAmount"];
                        readonly currency: string;
                        readonly id: string;
                        readonly requestedAt: number;
                        /** @enum {string} */
                        readonly status: "requested" | "approved" | "paid" | "rejected";
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description The amount exceeds the commission that can be converted */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ConversionOverAvailable"] | components["schemas"]["ConversionConflict"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.convertible": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "currency": "KRW",
                     *           "amount": "50000"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly amount: components["schemas"]["DecimalAmount"];
                            readonly currency: string;
                        }[];
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentVisitor.login": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "seoul.lee",
                 *       "password": "three-quiet-otters"
                 *     }
                 */
                readonly "application/json": {
                    /** Format: password */
                    readonly password: string;
                    /**
                     * maxLength(128)
                     * @description a string at most 128 character(s) long
                     */
                    readonly username: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "agent": {
                     *         "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *         "parent": null,
                     *         "path": [
                     *           "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                     *         ],
                     *         "username": "seoul.lee",
                     *         "displayName": "Seoul",
                     *         "referralCode": "seoul-7",
                     *         "status": "active",
                     *         "terms": {
                     *           "rolling": {
                     *             "slots": "0.7",
                     *             "live": "0.3",
                     *             "table": "0.3",
                     *             "sports": "0",
                     *             "minigame": "0"
                     *           },
                     *           "losing": {
                     *             "slots": "30",
                     *             "live": "30",
                     *             "table": "30",
                     *             "sports": "0",
                     *             "minigame": "0"
                     *           },
                     *           "losingBase": "loss-after-rolling",
                     *           "deductions": [
                     *             {
                     *               "_tag": "percent",
                     *               "name": "platform",
                     *               "rate": "10"
                     *             }
                     *           ],
                     *           "carry": "base",
                     *           "carryPeriods": null,
                     *           "ringFence": [],
                     *           "settles": {
                     *             "rolling": "weekly",
                     *             "losing": "monthly"
                     *           }
                     *         },
                     *         "registeredAt": 1772366400000
                     *       },
                     *       "accessToken": "eyJhbGciOiJFZERTQSJ9…",
                     *       "expiresIn": 600
                     *     }
                     */
                    readonly "application/json": {
                        readonly accessToken: string;
                        readonly agent: {
                            readonly displayName: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            readonly parent: string | null;
                            readonly path: readonly string[];
                            readonly referralCode: string;
                            readonly registeredAt: components["schemas"]["Int"];
                            /** @enum {string} */
                            readonly status: "active" | "suspended" | "closed";
                            readonly terms: {
                                /** @enum {string} */
                                readonly carry?: "none" | "base" | "amount";
                                readonly carryPeriods?: components["schemas"]["Int"] | null;
                                /**
                                 * maxItems(16)
                                 * @description an array of at most 16 item(s)
                                 */
                                readonly deductions?: readonly ({
                                    /** @enum {string} */
                                    readonly _tag: "percent";
                                    /**
                                     * maxLength(64)
                                     * @description a string at most 64 character(s) long
                                     */
                                    readonly name: string;
                                    /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                                    readonly rate: string;
                                } | {
                                    /** @enum {string} */
                                    readonly _tag: "fixed";
                                    readonly amount: components["schemas"]["DecimalAmount"];
                                    readonly currency: string;
                                    readonly name: string;
                                })[];
                                readonly losing?: {
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly live?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly minigame?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly slots?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly sports?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly table?: string;
                                };
                                /** @enum {string} */
                                readonly losingBase?: "loss" | "loss-after-rolling";
                                readonly ringFence?: readonly {
                                    readonly amount: components["schemas"]["DecimalAmount"];
                                    readonly currency: string;
                                }[];
                                readonly rolling?: {
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly live?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly minigame?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly slots?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly sports?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly table?: string;
                                };
                                readonly settles?: {
                                    /** @enum {string} */
                                    readonly losing: "daily" | "weekly" | "monthly";
                                    /** @enum {string} */
                                    readonly rolling: "daily" | "weekly" | "monthly";
                                };
                            };
                            /**
                             * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                             * @example lucky.kim
                             */
                            readonly username: string;
                        };
                        readonly expiresIn: components["schemas"]["Int"];
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["LoginFailed"];
                };
            };
            /** @description The agent is not allowed to sign in */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentLoginRefused"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Too many attempts */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TooManyAttempts"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["SignInsBusy"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *       "parent": null,
                     *       "path": [
                     *         "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                     *       ],
                     *       "username": "seoul.lee",
                     *       "displayName": "Seoul",
                     *       "referralCode": "seoul-7",
                     *       "status": "active",
                     *       "terms": {
                     *         "rolling": {
                     *           "slots": "0.7",
                     *           "live": "0.3",
                     *           "table": "0.3",
                     *           "sports": "0",
                     *           "minigame": "0"
                     *         },
                     *         "losing": {
                     *           "slots": "30",
                     *           "live": "30",
                     *           "table": "30",
                     *           "sports": "0",
                     *           "minigame": "0"
                     *         },
                     *         "losingBase": "loss-after-rolling",
                     *         "deductions": [
                     *           {
                     *             "_tag": "percent",
                     *             "name": "platform",
                     *             "rate": "10"
                     *           }
                     *         ],
                     *         "carry": "base",
                     *         "carryPeriods": null,
                     *         "ringFence": [],
                     *         "settles": {
                     *           "rolling": "weekly",
                     *           "losing": "monthly"
                     *         }
                     *       },
                     *       "registeredAt": 1772366400000
                     *     }
                     */
                    readonly "application/json": {
                        readonly displayName: string;
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        readonly parent: string | null;
                        readonly path: readonly string[];
                        readonly referralCode: string;
                        readonly registeredAt: components["schemas"]["Int"];
                        /** @enum {string} */
                        readonly status: "active" | "suspended" | "closed";
                        readonly terms: {
                            /** @enum {string} */
                            readonly carry?: "none" | "base" | "amount";
                            readonly carryPeriods?: components["schemas"]["Int"] | null;
                            /**
                             * maxItems(16)
                             * @description an array of at most 16 item(s)
                             */
                            readonly deductions?: readonly ({
                                /** @enum {string} */
                                readonly _tag: "percent";
                                /**
                                 * maxLength(64)
                                 * @description a string at most 64 character(s) long
                                 */
                                readonly name: string;
                                /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                                readonly rate: string;
                            } | {
                                /** @enum {string} */
                                readonly _tag: "fixed";
                                readonly amount: components["schemas"]["DecimalAmount"];
                                readonly currency: string;
                                readonly name: string;
                            })[];
                            readonly losing?: {
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly live?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly minigame?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly slots?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly sports?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly table?: string;
                            };
                            /** @enum {string} */
                            readonly losingBase?: "loss" | "loss-after-rolling";
                            readonly ringFence?: readonly {
                                readonly amount: components["schemas"]["DecimalAmount"];
                                readonly currency: string;
                            }[];
                            readonly rolling?: {
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly live?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly minigame?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly slots?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly sports?: string;
                                /**
                                 * bigint
                                 * @description a bigint
                                 */
                                readonly table?: string;
                            };
                            readonly settles?: {
                                /** @enum {string} */
                                readonly losing: "daily" | "weekly" | "monthly";
                                /** @enum {string} */
                                readonly rolling: "daily" | "weekly" | "monthly";
                            };
                        };
                        /**
                         * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                         * @example lucky.kim
                         */
                        readonly username: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.players": {
        readonly parameters: {
            readonly query?: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly agent?: string;
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
                     *           "agent": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *           "registeredAt": 1772366400000,
                     *           "house": false,
                     *           "flags": []
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly agent: string;
                            readonly flags: readonly ("self-referral" | "own-player")[];
                            readonly house: boolean;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            readonly registeredAt: components["schemas"]["Int"];
                        }[];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.statements": {
        readonly parameters: {
            readonly query?: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly agent?: string;
                readonly cursor?: string;
                readonly kind?: "rolling" | "losing";
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c40",
                     *           "earner": {
                     *             "kind": "agent",
                     *             "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                     *           },
                     *           "kind": "rolling",
                     *           "currency": "KRW",
                     *           "number": 1,
                     *           "from": 1772366400000,
                     *           "to": 1772971200000,
                     *           "status": "paid",
                     *           "formula": 1,
                     *           "lines": [
                     *             {
                     *               "via": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *               "chain": "01926d3c-7a1e-7000-8000-2f6d3a5b9c45",
                     *               "category": "slots",
                     *               "base": "1000000",
                     *               "rate": "0.4",
                     *               "amount": "4000",
                     *               "carriedFrom": null
                     *             }
                     *           ],
                     *           "earned": "4000",
                     *           "fenced": "0",
                     *           "carried": "0",
                     *           "deductions": [],
                     *           "advances": "1000",
                     *           "payout": "3000",
                     *           "dropped": "0",
                     *           "remainder": "0",
                     *           "transaction": "01926d3c-7a1e-7000-8000-2f6d3a5b9c06",
                     *           "refusal": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly advances: string;
                            readonly carried: string;
                            readonly currency: string;
                            readonly deductions: readonly {
                                readonly amount: string;
                                readonly name: string;
                            }[];
                            readonly dropped: string;
                            readonly earned: string;
                            readonly earner: {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "agent";
                            } | {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "player";
                            };
                            readonly fenced: string;
                            readonly formula: number;
                            readonly from: number;
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "rolling" | "losing";
                            readonly lines: readonly {
                                readonly amount: string;
                                readonly base: string;
                                readonly carriedFrom: number | null;
                                /** @enum {string} */
                                readonly category: "slots" | "live" | "table" | "sports" | "minigame";
                                readonly chain: string;
                                readonly rate: string;
                                readonly via: string;
                            }[];
                            readonly number: number;
                            readonly payout: components["schemas"]["DecimalAmount"];
                            readonly refusal: string | null;
                            readonly remainder: string;
                            /** @enum {string} */
                            readonly status: "frozen" | "closed" | "approved" | "paid";
                            readonly to: number;
                            readonly transaction: string | null;
                        }[];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "agentSelf.tree": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c41",
                     *           "parent": null,
                     *           "path": [
                     *             "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
                     *           ],
                     *           "username": "seoul.lee",
                     *           "displayName": "Seoul",
                     *           "referralCode": "seoul-7",
                     *           "status": "active",
                     *           "terms": {
                     *             "rolling": {
                     *               "slots": "0.7",
                     *               "live": "0.3",
                     *               "table": "0.3",
                     *               "sports": "0",
                     *               "minigame": "0"
                     *             },
                     *             "losing": {
                     *               "slots": "30",
                     *               "live": "30",
                     *               "table": "30",
                     *               "sports": "0",
                     *               "minigame": "0"
                     *             },
                     *             "losingBase": "loss-after-rolling",
                     *             "deductions": [
                     *               {
                     *                 "_tag": "percent",
                     *                 "name": "platform",
                     *                 "rate": "10"
                     *               }
                     *             ],
                     *             "carry": "base",
                     *             "carryPeriods": null,
                     *             "ringFence": [],
                     *             "settles": {
                     *               "rolling": "weekly",
                     *               "losing": "monthly"
                     *             }
                     *           },
                     *           "registeredAt": 1772366400000
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly displayName: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            readonly parent: string | null;
                            readonly path: readonly string[];
                            readonly referralCode: string;
                            readonly registeredAt: components["schemas"]["Int"];
                            /** @enum {string} */
                            readonly status: "active" | "suspended" | "closed";
                            readonly terms: {
                                /** @enum {string} */
                                readonly carry?: "none" | "base" | "amount";
                                readonly carryPeriods?: components["schemas"]["Int"] | null;
                                /**
                                 * maxItems(16)
                                 * @description an array of at most 16 item(s)
                                 */
                                readonly deductions?: readonly ({
                                    /** @enum {string} */
                                    readonly _tag: "percent";
                                    /**
                                     * maxLength(64)
                                     * @description a string at most 64 character(s) long
                                     */
                                    readonly name: string;
                                    /** @description a string matching the pattern ^(?:0|[1-9][0-9]?)(?:\.[0-9]{1,4})?$|^100(?:\.0{1,4})?$ */
                                    readonly rate: string;
                                } | {
                                    /** @enum {string} */
                                    readonly _tag: "fixed";
                                    readonly amount: components["schemas"]["DecimalAmount"];
                                    readonly currency: string;
                                    readonly name: string;
                                })[];
                                readonly losing?: {
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly live?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly minigame?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly slots?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly sports?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly table?: string;
                                };
                                /** @enum {string} */
                                readonly losingBase?: "loss" | "loss-after-rolling";
                                readonly ringFence?: readonly {
                                    readonly amount: components["schemas"]["DecimalAmount"];
                                    readonly currency: string;
                                }[];
                                readonly rolling?: {
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly live?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly minigame?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly slots?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly sports?: string;
                                    /**
                                     * bigint
                                     * @description a bigint
                                     */
                                    readonly table?: string;
                                };
                                readonly settles?: {
                                    /** @enum {string} */
                                    readonly losing: "daily" | "weekly" | "monthly";
                                    /** @enum {string} */
                                    readonly rolling: "daily" | "weekly" | "monthly";
                                };
                            };
                            /**
                             * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                             * @example lucky.kim
                             */
                            readonly username: string;
                        }[];
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description Agent not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The agent service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AgentsUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "game.games": {
        readonly parameters: {
            readonly query?: {
                readonly category?: "slots" | "live" | "table" | "sports" | "minigame";
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
                /** @description a string at most 100 character(s) long */
                readonly q?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "provider": "hub88",
                     *           "code": "starlight",
                     *           "name": "Starlight",
                     *           "category": "slots",
                     *           "currencies": [],
                     *           "state": "open"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["GameView"][];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletNotAnswering"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "game.launch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly code: string;
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "platform": "desktop",
                 *       "lang": "en"
                 *     }
                 */
                readonly "application/json": {
                    readonly demo?: boolean;
                    /** @description a string matching the pattern ^[a-z]{2}(?:-[A-Z]{2})?$ */
                    readonly lang: string;
                    /**
                     * maxLength(2048)
                     * @description a string at most 2048 character(s) long
                     */
                    readonly lobbyUrl?: string;
                    /** @enum {string} */
                    readonly platform: "desktop" | "mobile";
                };
            };
        };
        readonly responses: {
            /** @description Launch */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://games.example/play/8f1c",
                     *       "account": "aurora_k3v9q2m7xd",
                     *       "token": "aurora-5tq0c2m9w7y4",
                     *       "currency": "KRW",
                     *       "expiresAt": "2026-03-01T21:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Launch"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Game not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["GameNotFound"];
                };
            };
            /** @description The game is not open */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["GameNotOpen"] | components["schemas"]["PlayBlocked"] | components["schemas"]["CurrencyNotOffered"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletNotAnswering"] | components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["ProviderNotConfigured"] | components["schemas"]["ProviderUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "game.round": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly provider: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "provider": "hub88",
                     *       "id": "r-20260301-1",
                     *       "game": "starlight",
                     *       "currency": "KRW",
                     *       "status": "closed",
                     *       "stakeCash": "1000",
                     *       "stakeBonus": "0",
                     *       "payoutCash": "2500",
                     *       "payoutBonus": "0",
                     *       "openedAt": 1772366400000,
                     *       "closedAt": 1772366404000,
                     *       "review": false
                     *     }
                     */
                    readonly "application/json": {
                        readonly closedAt: number | null;
                        readonly currency: string;
                        readonly game: string;
                        readonly id: string;
                        readonly openedAt: number;
                        readonly payoutBonus: components["schemas"]["DecimalAmount"];
                        readonly payoutCash: components["schemas"]["DecimalAmount"];
                        readonly provider: string;
                        readonly review: boolean;
                        readonly stakeBonus: components["schemas"]["DecimalAmount"];
                        readonly stakeCash: components["schemas"]["DecimalAmount"];
                        /** @enum {string} */
                        readonly status: "open" | "closed";
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Round not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RoundNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletNotAnswering"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.bankAccounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly addedAt: components["schemas"]["Int"];
                            readonly bank: string;
                            readonly holder: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            /** @example ••••6789 */
                            readonly number: string;
                        }[];
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.addBankAccount": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "bank": "Kookmin",
                 *       "holder": "Kim Minsu",
                 *       "number": "110-2203-3044-5566"
                 *     }
                 */
                readonly "application/json": {
                    /** @description a string that will be trimmed */
                    readonly bank: string;
                    /** @description a string that will be trimmed */
                    readonly holder: string;
                    /**
                     * maxLength(64)
                     * @description a string at most 64 character(s) long
                     */
                    readonly number: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly addedAt: components["schemas"]["Int"];
                        readonly bank: string;
                        readonly holder: string;
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        /** @example ••••6789 */
                        readonly number: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description The bank account cannot be added */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["BankAccountRefused"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.removeBankAccount": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Bank account not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["BankAccountNotFound"] | components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.limits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
                        readonly currency: string;
                        readonly limits: readonly {
                            readonly amount: string | null;
                            /** @enum {string} */
                            readonly kind: "deposit" | "stake" | "loss";
                            readonly pending: {
                                readonly effectiveAt: components["schemas"]["Int"];
                                readonly to: string | null;
                            } | null;
                            /** @enum {string} */
                            readonly period: "day" | "week" | "month";
                        }[];
                        readonly sessionMinutes: {
                            readonly minutes: components["schemas"]["Int"] | null;
                            readonly pending: {
                                readonly effectiveAt: components["schemas"]["Int"];
                                readonly to: components["schemas"]["Int"] | null;
                            } | null;
                        };
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.changeLimits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "limits": [
                 *         {
                 *           "kind": "deposit",
                 *           "period": "day",
                 *           "amount": "100000"
                 *         }
                 *       ],
                 *       "sessionMinutes": 120
                 *     }
                 */
                readonly "application/json": {
                    readonly limits: readonly {
                        /**
                         * maxLength(40)
                         * @description a decimal string in main units, at the currency's display scale
                         * @example 100
                         */
                        readonly amount: string;
                        /** @enum {string} */
                        readonly kind: "deposit" | "stake" | "loss";
                        /** @enum {string} */
                        readonly period: "day" | "week" | "month";
                    }[];
                    readonly sessionMinutes?: components["schemas"]["Int"] | null;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
                        readonly currency: string;
                        readonly limits: readonly {
                            readonly amount: string | null;
                            /** @enum {string} */
                            readonly kind: "deposit" | "stake" | "loss";
                            readonly pending: {
                                readonly effectiveAt: components["schemas"]["Int"];
                                readonly to: string | null;
                            } | null;
                            /** @enum {string} */
                            readonly period: "day" | "week" | "month";
                        }[];
                        readonly sessionMinutes: {
                            readonly minutes: components["schemas"]["Int"] | null;
                            readonly pending: {
                                readonly effectiveAt: components["schemas"]["Int"];
                                readonly to: components["schemas"]["Int"] | null;
                            } | null;
                        };
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["InvalidLimit"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerVisitor.login": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "lucky.kim",
                 *       "password": "three-quiet-otters"
                 *     }
                 */
                readonly "application/json": {
                    /** Format: password */
                    readonly password: string;
                    /**
                     * maxLength(128)
                     * @description a string at most 128 character(s) long
                     */
                    readonly username: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accessToken: string;
                        readonly expiresIn: components["schemas"]["Int"];
                        readonly player: {
                            /** @description a string matching the pattern ^[a-z0-9]{10}$ */
                            readonly code: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            /** @enum {string} */
                            readonly status: "active" | "suspended" | "closed";
                            /**
                             * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                             * @example lucky.kim
                             */
                            readonly username: string;
                        };
                        readonly refreshToken: string;
                        readonly restricted: boolean;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["LoginFailed"];
                };
            };
            /** @description The player is not allowed to sign in */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["LoginRefused"] | components["schemas"]["BrandClosed"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Too many attempts */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TooManyAttempts"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["SignInsBusy"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description a string matching the pattern ^[a-z0-9]{10}$ */
                        readonly code: string;
                        /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
                        readonly currency: string;
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        readonly person: {
                            /** @description a string that will be trimmed */
                            readonly address?: string;
                            readonly birthDate?: string;
                            /** @description a string matching the pattern ^[A-Z]{2}$ */
                            readonly country?: string;
                            /**
                             * maxLength(300)
                             * @description a string at most 300 character(s) long
                             */
                            readonly email?: string;
                            /** @description a string that will be trimmed */
                            readonly name?: string;
                            /** @description a string that will be trimmed */
                            readonly nationalId?: string;
                            /**
                             * maxLength(64)
                             * @description a string at most 64 character(s) long
                             */
                            readonly phone?: string;
                        };
                        readonly previousLoginAt: components["schemas"]["Int"] | null;
                        readonly registeredAt: components["schemas"]["Int"];
                        /** @enum {string} */
                        readonly status: "active" | "suspended" | "closed";
                        /**
                         * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                         * @example lucky.kim
                         */
                        readonly username: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "currentPassword": "three-quiet-otters",
                 *       "newPassword": "four-louder-otters"
                 *     }
                 */
                readonly "application/json": {
                    /** Format: password */
                    readonly currentPassword: string;
                    /** Format: password */
                    readonly newPassword: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"] | components["schemas"]["WrongPassword"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The password does not meet the requirements */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WeakPassword"];
                };
            };
            /** @description Too many attempts */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TooManyAttempts"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["SignInsBusy"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerVisitor.refresh": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "refreshToken": "AaIEhrr6e6y8qmwCK_LPcgAAAAFKTTW11PQttcfxZYW6yw90sri2oIQ_0T5XbiWX-INIIQ"
                 *     }
                 */
                readonly "application/json": {
                    readonly refreshToken: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accessToken: string;
                        readonly expiresIn: components["schemas"]["Int"];
                        readonly player: {
                            /** @description a string matching the pattern ^[a-z0-9]{10}$ */
                            readonly code: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            /** @enum {string} */
                            readonly status: "active" | "suspended" | "closed";
                            /**
                             * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                             * @example lucky.kim
                             */
                            readonly username: string;
                        };
                        readonly refreshToken: string;
                        readonly restricted: boolean;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["RefreshRefused"];
                };
            };
            /** @description The player is not allowed to sign in */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["LoginRefused"] | components["schemas"]["PersonExcluded"] | components["schemas"]["SessionLimitReached"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerVisitor.register": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "lucky.kim",
                 *       "password": "three-quiet-otters",
                 *       "currency": "KRW",
                 *       "profile": {
                 *         "name": "Kim Minsu",
                 *         "birthDate": "1990-05-17",
                 *         "country": "KR"
                 *       },
                 *       "phone": "+82 10 1234 5678",
                 *       "email": "minsu@example.com"
                 *     }
                 */
                readonly "application/json": {
                    /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
                    readonly currency?: string;
                    /**
                     * maxLength(300)
                     * @description a string at most 300 character(s) long
                     */
                    readonly email?: string;
                    /** Format: password */
                    readonly password: string;
                    /**
                     * maxLength(64)
                     * @description a string at most 64 character(s) long
                     */
                    readonly phone?: string;
                    readonly profile?: {
                        /** @description a string that will be trimmed */
                        readonly address?: string;
                        readonly birthDate?: string;
                        /** @description a string matching the pattern ^[A-Z]{2}$ */
                        readonly country?: string;
                        /** @description a string that will be trimmed */
                        readonly name?: string;
                        /** @description a string that will be trimmed */
                        readonly nationalId?: string;
                    };
                    /** @description a string matching the pattern ^[A-Za-z0-9_-]{1,64}$ */
                    readonly promoCode?: string;
                    /** @description a string matching the pattern ^[A-Za-z0-9_-]{1,64}$ */
                    readonly referralCode?: string;
                    readonly username: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly accessToken: string;
                        readonly expiresIn: components["schemas"]["Int"];
                        readonly player: {
                            /** @description a string matching the pattern ^[a-z0-9]{10}$ */
                            readonly code: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            /** @enum {string} */
                            readonly status: "active" | "suspended" | "closed";
                            /**
                             * @description a string matching the pattern ^[a-z0-9][a-z0-9._-]{2,31}$
                             * @example lucky.kim
                             */
                            readonly username: string;
                        };
                        readonly refreshToken: string;
                        readonly restricted: boolean;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"];
                };
            };
            /** @description The brand is closed */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["BrandClosed"] | components["schemas"]["LoginRefused"];
                };
            };
            /** @description The username is taken */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UsernameTaken"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The password does not meet the requirements */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WeakPassword"] | components["schemas"]["ProfileIncomplete"] | components["schemas"]["ProfileInvalid"] | components["schemas"]["TooYoung"] | components["schemas"]["CurrencyNotAvailable"];
                };
            };
            /** @description Too many attempts */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TooManyAttempts"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["SignInsBusy"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.selfExclusion": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "length": "6-months"
                 *     }
                 */
                readonly "application/json": {
                    /** @enum {string} */
                    readonly length: "24-hours" | "6-months" | "1-year" | "2-years" | "5-years" | "for-ever";
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly endsAt: components["schemas"]["Int"] | null;
                        readonly from: components["schemas"]["Int"];
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        /** @enum {string} */
                        readonly length: "24-hours" | "6-months" | "1-year" | "2-years" | "5-years" | "for-ever";
                        readonly until: components["schemas"]["Int"] | null;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Player not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayerNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "playerSelf.sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly address: string;
                            readonly current: boolean;
                            readonly device: string | null;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            readonly lastUsedAt: components["schemas"]["Int"];
                            readonly startedAt: components["schemas"]["Int"];
                        }[];
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The player service is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["PlayersUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "rolling.requirements": {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c20",
                     *           "player": "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
                     *           "origin": "deposit",
                     *           "deposit": "01926d3c-7a1e-7000-8000-2f6d3a5b9c03",
                     *           "grant": null,
                     *           "currency": "KRW",
                     *           "of": "deposit",
                     *           "base": "50000",
                     *           "multiplier": "1",
                     *           "target": "50000",
                     *           "progress": "1000",
                     *           "missing": "49000",
                     *           "source": "all",
                     *           "weights": {
                     *             "categories": {
                     *               "live": 1000
                     *             },
                     *             "games": []
                     *           },
                     *           "priority": 100,
                     *           "onWithdrawal": "refuse",
                     *           "state": "active",
                     *           "reason": null,
                     *           "openedAt": 1772352000000,
                     *           "expiresAt": null,
                     *           "endedAt": null,
                     *           "converted": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Requirement"][];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Turnover is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RollingUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "rolling.contributions": {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "number": 1,
                     *           "kind": "round",
                     *           "round": {
                     *             "provider": "hub88",
                     *             "id": "r-20260301-1"
                     *           },
                     *           "game": "starlight",
                     *           "category": "slots",
                     *           "valid": "1000",
                     *           "weight": 10000,
                     *           "amount": "1000",
                     *           "reason": null,
                     *           "at": 1772355600000
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Contribution"][];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Requirement not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RequirementNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Turnover is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RollingUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "rolling.withdrawable": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Withdrawable */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowed": false,
                     *       "reasons": [
                     *         {
                     *           "code": "turnover-missing",
                     *           "detail": "49000 KRW has still to be staked for a deposit."
                     *         }
                     *       ],
                     *       "forfeits": [],
                     *       "requirements": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c20",
                     *           "player": "01926d3c-7a1e-7000-8000-2f6d3a5b9c00",
                     *           "origin": "deposit",
                     *           "deposit": "01926d3c-7a1e-7000-8000-2f6d3a5b9c03",
                     *           "grant": null,
                     *           "currency": "KRW",
                     *           "of": "deposit",
                     *           "base": "50000",
                     *           "multiplier": "1",
                     *           "target": "50000",
                     *           "progress": "1000",
                     *           "missing": "49000",
                     *           "source": "all",
                     *           "weights": {
                     *             "categories": {
                     *               "live": 1000
                     *             },
                     *             "games": []
                     *           },
                     *           "priority": 100,
                     *           "onWithdrawal": "refuse",
                     *           "state": "active",
                     *           "reason": null,
                     *           "openedAt": 1772352000000,
                     *           "expiresAt": null,
                     *           "endedAt": null,
                     *           "converted": null,
                     *           "contributions": [
                     *             {
                     *               "number": 1,
                     *               "kind": "round",
                     *               "round": {
                     *                 "provider": "hub88",
                     *                 "id": "r-20260301-1"
                     *               },
                     *               "game": "starlight",
                     *               "category": "slots",
                     *               "valid": "1000",
                     *               "weight": 10000,
                     *               "amount": "1000",
                     *               "reason": null,
                     *               "at": 1772355600000
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Withdrawable"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Turnover is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["RollingUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "wallet.balance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OwnBalance */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "KRW",
                     *       "cash": "125000",
                     *       "bonus": "0",
                     *       "held": "0"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OwnBalance"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Wallet not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Token verification is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WalletUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "wallet.requestDeposit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 255 visible ASCII characters; required */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "amount": "50000"
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * maxLength(64)
                     * @description a decimal string in main units, with at most the currency's display decimals
                     */
                    readonly amount: string;
                    /** @description a string that will be trimmed */
                    readonly depositorName?: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c01",
                     *       "status": "pending",
                     *       "amount": "50000",
                     *       "reference": "K7QX2M",
                     *       "payTo": {
                     *         "bank": "Hanbit Bank",
                     *         "accountNumber": "110-234-567890",
                     *         "holder": "Aurora Ltd."
                     *       },
                     *       "expiresAt": "2026-03-01T12:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": {
                        readonly amount: string;
                        readonly expiresAt: components["schemas"]["DateTimeUtc"];
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        readonly payTo: {
                            readonly accountNumber: string;
                            readonly bank: string;
                            readonly holder: string;
                        };
                        readonly reference: string;
                        /** @enum {string} */
                        readonly status: "pending" | "review" | "completed" | "expired" | "cancelled" | "rejected";
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["IdempotencyKeyMissing"] | components["schemas"]["IdempotencyKeyMalformed"] | components["schemas"]["InvalidAmount"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Wallet not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletNotFound"];
                };
            };
            /** @description Deposits are blocked */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["DepositBlocked"] | components["schemas"]["DepositLimitReached"] | components["schemas"]["DepositRequestPending"] | components["schemas"]["NoReceivingAccount"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The Idempotency-Key was used for a different request */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyKeyReused"];
                };
            };
            /** @description Token verification is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WalletUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "wallet.depositRequest": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OwnDepositRequest */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c01",
                     *       "status": "pending",
                     *       "amount": "50000",
                     *       "reference": "K7QX2M",
                     *       "payTo": {
                     *         "bank": "Hanbit Bank",
                     *         "accountNumber": "110-234-567890",
                     *         "holder": "Aurora Ltd."
                     *       },
                     *       "expiresAt": "2026-03-01T12:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OwnDepositRequest"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Deposit request not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["DepositRequestNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Token verification is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WalletUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "wallet.cancelDeposit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OwnDepositRequest */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c01",
                     *       "status": "cancelled",
                     *       "amount": "50000",
                     *       "reference": "K7QX2M",
                     *       "payTo": {
                     *         "bank": "Hanbit Bank",
                     *         "accountNumber": "110-234-567890",
                     *         "holder": "Aurora Ltd."
                     *       },
                     *       "expiresAt": "2026-03-01T12:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OwnDepositRequest"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Deposit request not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["DepositRequestNotFound"];
                };
            };
            /** @description The deposit request can no longer be changed */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["DepositRequestEnded"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Token verification is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WalletUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "wallet.rounds": {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "provider": "hub88",
                     *           "id": "7f3a",
                     *           "game": "clt_luckydice",
                     *           "currency": "KRW",
                     *           "status": "closed",
                     *           "stakeCash": "1000",
                     *           "stakeBonus": "0",
                     *           "payoutCash": "2500",
                     *           "payoutBonus": "0",
                     *           "openedAt": 1772357400000,
                     *           "closedAt": 1772357404000,
                     *           "review": false
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly closedAt: number | null;
                            readonly currency: string;
                            readonly game: string;
                            readonly id: string;
                            readonly openedAt: number;
                            readonly payoutBonus: components["schemas"]["DecimalAmount"];
                            readonly payoutCash: components["schemas"]["DecimalAmount"];
                            readonly provider: string;
                            readonly review: boolean;
                            readonly stakeBonus: components["schemas"]["DecimalAmount"];
                            readonly stakeCash: components["schemas"]["DecimalAmount"];
                            /** @enum {string} */
                            readonly status: "open" | "closed";
                        }[];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Token verification is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WalletUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "wallet.transactions": {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
                readonly kind?: "bet" | "win" | "rollback" | "deposit" | "deposit-reverse" | "withdraw-hold" | "withdraw-release" | "withdraw-settle" | "withdraw-return" | "bonus-grant" | "bonus-convert" | "bonus-forfeit" | "commission-payout" | "adjust" | "debt-settle" | "debt-write-off";
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c02",
                     *           "kind": "bet",
                     *           "currency": "KRW",
                     *           "amount": "1000",
                     *           "cash": "-1000",
                     *           "bonus": "0",
                     *           "balanceAfter": {
                     *             "cash": "124000",
                     *             "bonus": "0"
                     *           },
                     *           "round": {
                     *             "provider": "hub88",
                     *             "id": "7f3a"
                     *           },
                     *           "game": "clt_luckydice",
                     *           "at": "2026-03-01T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly amount: string;
                            readonly at: components["schemas"]["DateTimeUtc"];
                            readonly balanceAfter: {
                                readonly bonus: string;
                                readonly cash: string;
                            };
                            readonly bonus: string;
                            readonly cash: string;
                            /** @description a string matching the pattern ^[A-Z][A-Z0-9]{1,9}$ */
                            readonly currency: string;
                            readonly game?: string;
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly id: string;
                            readonly kind: string;
                            readonly reason?: string;
                            readonly round?: {
                                /**
                                 * maxLength(255)
                                 * @description a string at most 255 character(s) long
                                 */
                                readonly id: string;
                                /** @description a string matching the pattern ^[a-z0-9-]{2,32}$ */
                                readonly provider: string;
                            };
                        }[];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description Token verification is temporarily unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WalletUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "withdrawals.withdrawals": {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
                /** @description a number between 1 and 100 */
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Success */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c11",
                     *           "status": "requested",
                     *           "amount": "20000",
                     *           "payTo": {
                     *             "account": "0198c0de-0000-7000-8000-000000000021",
                     *             "bank": "Hanbit Bank",
                     *             "number": "••••6789"
                     *           },
                     *           "requestedAt": "2026-03-01T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["OwnWithdrawal"][];
                        readonly nextCursor?: string;
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["CursorInvalid"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "withdrawals.requestWithdrawal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description 1 to 255 visible ASCII characters; required */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "amount": "20000",
                 *       "bankAccountId": "0198c0de-0000-7000-8000-000000000021"
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * maxLength(64)
                     * @description a decimal string in main units, with at most the currency's display decimals
                     */
                    readonly amount: string;
                    /** @description the id of one of the player's payout bank accounts */
                    readonly bankAccountId: string;
                };
            };
        };
        readonly responses: {
            /** @description Success */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c11",
                     *       "status": "requested",
                     *       "amount": "20000",
                     *       "payTo": {
                     *         "account": "0198c0de-0000-7000-8000-000000000021",
                     *         "bank": "Hanbit Bank",
                     *         "number": "••••6789"
                     *       },
                     *       "requestedAt": "2026-03-01T09:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": {
                        readonly amount: string;
                        /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                        readonly id: string;
                        readonly payTo: {
                            /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                            readonly account: string;
                            /**
                             * maxLength(64)
                             * @description a string at most 64 character(s) long
                             */
                            readonly bank: string;
                            /**
                             * maxLength(64)
                             * @description a string at most 64 character(s) long
                             */
                            readonly number: string;
                        } | null;
                        readonly requestedAt: components["schemas"]["DateTimeUtc"];
                        /** @enum {string} */
                        readonly status: "requested" | "approved" | "paying" | "failed" | "settled" | "rejected" | "cancelled" | "returned";
                    };
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"] | components["schemas"]["IdempotencyKeyMissing"] | components["schemas"]["IdempotencyKeyMalformed"] | components["schemas"]["InvalidAmount"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Wallet not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletNotFound"];
                };
            };
            /** @description The withdrawal is not allowed */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WithdrawalNotAllowed"] | components["schemas"]["PayoutAccountNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The Idempotency-Key was used for a different request */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["IdempotencyKeyReused"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletUnavailable"] | components["schemas"]["AuthenticationUnavailable"] | components["schemas"]["WithdrawalPolicyNotReady"] | components["schemas"]["PayoutAccountsUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "withdrawals.withdrawal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OwnWithdrawal */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c11",
                     *       "status": "requested",
                     *       "amount": "20000",
                     *       "payTo": {
                     *         "account": "0198c0de-0000-7000-8000-000000000021",
                     *         "bank": "Hanbit Bank",
                     *         "number": "••••6789"
                     *       },
                     *       "requestedAt": "2026-03-01T09:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OwnWithdrawal"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Withdrawal not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WithdrawalNotFound"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "withdrawals.cancelWithdrawal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description a string matching the pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OwnWithdrawal */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01926d3c-7a1e-7000-8000-2f6d3a5b9c11",
                     *       "status": "cancelled",
                     *       "amount": "20000",
                     *       "payTo": {
                     *         "account": "0198c0de-0000-7000-8000-000000000021",
                     *         "bank": "Hanbit Bank",
                     *         "number": "••••6789"
                     *       },
                     *       "requestedAt": "2026-03-01T09:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OwnWithdrawal"];
                };
            };
            /** @description The request did not match the expected schema */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["InvalidRequest"];
                };
            };
            /** @description A valid access token is required */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Unauthenticated"] | components["schemas"]["BrandMismatch"];
                };
            };
            /** @description The session is restricted to balance and withdrawals */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["SessionRestricted"];
                };
            };
            /** @description Withdrawal not found */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WithdrawalNotFound"];
                };
            };
            /** @description The withdrawal's state does not allow this step */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WithdrawalStateConflict"] | components["schemas"]["CancellationNotOffered"];
                };
            };
            /** @description No brand is served on this host */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["UnknownHost"];
                };
            };
            /** @description The wallet is unavailable */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["WalletUnavailable"] | components["schemas"]["AuthenticationUnavailable"];
                };
            };
            /** @description Any other problem */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
