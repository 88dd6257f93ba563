/** What a key can be used for now; a state that is not known here is shown as the cloud wrote it, and never guessed. */
export type KeyState =
  | "enabled"
  | "disabled"
  | "pending-deletion"
  | "pending-import"
  | { readonly unknown: string };

/** By the wire's words in lower case: their case varies between the reference's pages. */
const BY_WIRE: ReadonlyMap<string, KeyState> = new Map([
  ["enabled", "enabled"],
  ["disabled", "disabled"],
  ["pendingdeletion", "pending-deletion"],
  ["pendingimport", "pending-import"],
]);

export function parseKeyState(text: string): KeyState {
  return BY_WIRE.get(text.toLowerCase()) ?? { unknown: text };
}

/** The state in words for messages: `pending deletion`; one that is not known here in quotes. */
export function describeKeyState(state: KeyState): string {
  return typeof state === "string" ? state.replace("-", " ") : JSON.stringify(state.unknown);
}
