/** The PostgreSQL of the app: a URL with a login, or an existing pool of `pg`, of which only the settings are used. */
export type DatabaseOptions =
  | { readonly databaseUrl: string | { readonly href: string }; readonly pool?: never }
  | { readonly pool: { readonly options: object }; readonly databaseUrl?: never }

/** A store in this process, lost when it ends: for tests. */
export interface MemoryOptions {
  readonly memory: true
  readonly databaseUrl?: never
  readonly pool?: never
}

/** A log entry of the background work: a warning or worse. */
export interface LogEntry {
  readonly level: "warning" | "error" | "fatal"
  readonly message: string
  /** Stack and reason of a failure. */
  readonly cause?: string
}

/** What this process does besides answering calls. */
export interface BackgroundOptions {
  /** Whether the start brings the schemas up to date; default true. Otherwise it requires them to be. */
  readonly migrate?: boolean
  /** Whether this process publishes the outbox; default true. Without that, another process has to. */
  readonly relay?: boolean
  /** Whether this process does the domain's background work; default true. Without that, another process has to. */
  readonly maintenance?: boolean
  /** Connections for calls; default 6. Background work holds up to three more. */
  readonly maxConnections?: number
  /** Takes what the background work has to say; default `console.warn`. */
  readonly log?: (entry: LogEntry) => void
}

/** A brand to register at the start, new or changed. What is left out stays as it is, or gets the default. */
export interface BrandOptions {
  /** 2 to 12 characters of a-z and 0-9. */
  readonly key: string
  /** Codes of the currencies that its wallets may have; the first is the default of the calls. */
  readonly currencies: readonly [string, ...ReadonlyArray<string>]
  /** Default: the key. */
  readonly displayName?: string
  /** IANA name; its days bound limits. Default `UTC`. */
  readonly timezone?: string
  /** Default: a licence of the brand's own, with the brand's key, from 18 years on. */
  readonly licence?: LicenceOptions
}

/** A licence that one or more brands share. */
export interface LicenceOptions {
  readonly key: string
  readonly jurisdiction: string
  /** Years; default 18. */
  readonly minimumAge?: number
  /** What a player has to state at registration: `name`, `birthDate`, `country`, … Default: nothing. */
  readonly requiredProfile?: ReadonlyArray<string>
}
