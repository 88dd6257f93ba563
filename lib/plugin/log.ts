/** Levels of go-plugin's logs, from the most to the least talkative. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";
const LEVELS: readonly LogLevel[] = ["trace", "debug", "info", "warn", "error"];

export interface LogFields {
  readonly [name: string]: unknown;
}

/** Writes JSON lines for Terraform's log. */
export type Logger = { readonly [L in LogLevel]: (message: string, fields?: LogFields) => void } & {
  /** From now on this text appears in no log line and in no diagnostic. Empty text is ignored. */
  redact(secret: string): void;
  /** The text with every secret replaced. */
  redacted(text: string): string;
};

export interface LoggerOptions {
  /** Shown as `@module`. */
  readonly module: string;
  /** Lines below it are not even put together. */
  readonly level: LogLevel;
  /** Takes one line, its newline included. */
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

export function createLogger({ module, level, write, now }: LoggerOptions): Logger {
  const secrets: string[] = [];
  const redacted = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, "(redacted)"), text);

  const logAt = (own: LogLevel) => {
    if (LEVELS.indexOf(own) < LEVELS.indexOf(level)) return () => {};
    return (message: string, fields: LogFields = {}) => {
      const line = {
        ...readable(fields, redacted),
        "@level": own,
        "@message": redacted(message),
        "@module": module,
        // go-plugin takes six digits only; with three it shows the raw line, all at level debug (measured on 2026-11-23).
        "@timestamp": now().toISOString().replace("Z", "000Z"),
      };
      write(`${JSON.stringify(line)}\n`);
    };
  };

  return {
    trace: logAt("trace"),
    debug: logAt("debug"),
    info: logAt("info"),
    warn: logAt("warn"),
    error: logAt("error"),
    redacted,
    redact(secret) {
      if (secret === "" || secrets.includes(secret)) return;
      secrets.push(secret);
      // Longest first: a secret that contains another one must go as a whole.
      secrets.sort((a, b) => b.length - a.length);
    },
  };
}

/**
 * The level at which anybody listens. Terraform hands its own `TF_LOG` and `TF_LOG_PROVIDER` on to the provider and filters what it
 * gets; with neither set it shows nothing, and the work of a debug line would be for nobody.
 */
export function levelFromEnvironment(env: { readonly [name: string]: string | undefined }): LogLevel {
  const wanted = env["TF_LOG_PROVIDER"] || env["TF_LOG"];
  if (!wanted) return "warn";
  // Terraform takes any other word, `JSON` for one, as "everything".
  return LEVELS.find((level) => level === wanted.toLowerCase()) ?? "trace";
}

/** Fields as JSON can carry them, whatever a caller passed: a log line never throws. */
function readable(fields: LogFields, redacted: (text: string) => string): { [name: string]: unknown } {
  const clean = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return redacted(value);
    if (typeof value === "bigint" || typeof value === "symbol") return redacted(String(value));
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Error) return redacted(`${value.name}: ${value.message}`);
    if (depth === 0) return "(too deep)";
    if (Array.isArray(value)) return value.map((item) => clean(item, depth - 1));
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [redacted(k), clean(v, depth - 1)]));
  };
  return clean(fields, 6) as { [name: string]: unknown };
}
