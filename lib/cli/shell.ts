/** Quotes a word for a POSIX shell, whatever is in it. */
const shellQuote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** One `export NAME='value'` for each variable. */
export const shellExports = (environment: Readonly<Record<string, string>>): string =>
  Object.entries(environment)
    .map(([name, value]) => `export ${name}=${shellQuote(value)}\n`)
    .join("");
