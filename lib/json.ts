// JSON that came from elsewhere: an answer, an argument, a state. Parsed only when every reader takes it for the same thing.
// Must not: do I/O, or know what the values mean.

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/**
 * How deep lists and objects may be within one another. What we read has three levels or four. Much deeper JSON has no use but
 * to overflow the stack of whoever walks through it: `JSON.stringify`, a comparison, a schema.
 */
export const MAX_NESTING = 64;

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  /** `problem` finishes "It is …", and quotes nothing of the text. */
  | { readonly ok: false; readonly problem: string };

/**
 * The value of a JSON text. Refused besides what is no JSON: more than {@link MAX_NESTING} levels, found without recursion, and
 * a name that stands twice in one object, of which one reader takes the first and the next reader the last
 * (https://www.rfc-editor.org/rfc/rfc8259#section-4).
 */
export function parseJson(text: string): ParsedJson {
  const { tooDeep, repeats } = scan(text);
  if (tooDeep) return { ok: false, problem: `JSON nested deeper than ${MAX_NESTING} levels` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: "not JSON" };
  }
  return repeats
    ? { ok: false, problem: "JSON with a name that stands twice in one object" }
    : { ok: true, value };
}

/** Walks over the text once. What it says of a text that is no JSON means nothing, but it always ends. */
function scan(text: string): { readonly tooDeep: boolean; readonly repeats: boolean } {
  const token = /["{}[\]]/g;
  /** The names so far of each object and list that is open; a list has none. */
  const open: Set<string>[] = [];
  let repeats = false;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '"') {
      const end = endOfString(text, match.index);
      token.lastIndex = end + 1;
      const names = open.at(-1);
      if (names === undefined || !isName(text, end + 1)) continue;
      const name = unescaped(text.slice(match.index, end + 1));
      repeats ||= names.has(name);
      names.add(name);
    } else if (found === "{" || found === "[") {
      if (open.length === MAX_NESTING) return { tooDeep: true, repeats };
      open.push(new Set());
    } else {
      open.pop();
    }
  }
  return { tooDeep: false, repeats };
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote;
  }
  return text.length;
}

/** In JSON only the name of a field is followed by a colon. */
function isName(text: string, from: number): boolean {
  const next = /[^ \t\r\n]/g;
  next.lastIndex = from;
  return next.exec(text)?.[0] === ":";
}

/** `"\u0061"` and `"a"` are one name. */
function unescaped(literal: string): string {
  if (!literal.includes("\\")) return literal;
  try {
    return JSON.stringify(JSON.parse(literal));
  } catch {
    return literal;
  }
}
