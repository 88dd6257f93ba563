/** A request as it came over the wire, before anyone has given it a meaning. */
export interface WireRequest {
  readonly method: string;
  /** Path and query exactly as sent, still percent-encoded. */
  readonly target: string;
  /** Names in lower case, values trimmed, in the Latin-1 of HTTP; a header that came with an empty value is left out. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Path and query of a request's target, apart and still percent-encoded. The query is without its `?`. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf("?");
  return mark < 0
    ? { path: target, query: "" }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/**
 * The pairs of a query, decoded, in the order sent; a key without `=` has an empty value (`?encryption` and `?encryption=`
 * are the same request). A `+` is a plus, not a space: that is how the signature reads it.
 * `undefined` when the query is not valid percent-encoding.
 */
export function parseQuery(query: string): readonly (readonly [key: string, value: string])[] | undefined {
  const pairs: [string, string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const key = percentDecode(equals < 0 ? part : part.slice(0, equals));
    const value = percentDecode(equals < 0 ? "" : part.slice(equals + 1));
    if (key === undefined || value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return pairs;
}

/** Undoes percent-encoding; `undefined` when the text is not valid UTF-8 in percent-encoding. */
export function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
