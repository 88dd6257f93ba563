/** How much of a foreign text an error quotes, characters. */
export const QUOTE_LIMIT = 200;

/** A piece of a text we do not control, fit for a terminal: one line, no control characters, at most 200 of them. */
export function quote(text: string, limit: number = QUOTE_LIMIT): string {
  // A body may be megabytes: cut before cleaning, with room for what cleaning takes away.
  const clean = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  const characters = [...clean];
  return characters.length > limit ? `${characters.slice(0, limit).join("")}…` : clean;
}
