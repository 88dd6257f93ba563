/** A promise that was broken. */
export interface Violation {
  readonly rule: Rule;
  readonly message: string;
}

/** What the oracle holds against us; `README.md` says what each means. */
export type Rule =
  | "weakening"
  | "key-loss"
  | "denied-weakening"
  | "unread-write"
  | "write-at-plan"
  | "strange-write"
  | "key-in-use"
  | "false-claim"
  | "forgotten"
  | "clash-accepted"
  | "no-convergence"
  | "secret"
  | "crash"
  | "left-behind"
  | "far-signature";
