/**
 * Whether the whole text matches a pattern in which `*` stands for any text and `?` for any one character. All else
 * stands for itself. Takes at most length times length steps: a regular expression made of many `*` could take for ever.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let star: number | undefined;
  /** Where the text goes on if the last `*` takes one character more. */
  let retry = 0;
  for (let read = 0; read < text.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      retry = read;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[read])) {
      at++;
      read++;
    } else if (star !== undefined) {
      at = star + 1;
      read = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
