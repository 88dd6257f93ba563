import type { JsonObject } from "../json.ts";

/** An HTTP answer. At most one of `json` and `bytes` is set; neither is an empty body. Header names are in lower case. */
export interface Answer {
  readonly kind: "answer";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: JsonObject;
  readonly bytes?: Buffer;
  /** From something between the client and the cloud (a proxy's page): carries none of the cloud's own headers. */
  readonly foreign?: true;
  /** Announces the whole body, sends half of it, then breaks the connection. */
  readonly truncated?: true;
}

/** The cloud's way to say no: becomes a JSON body of `code`, `message` and `requestId`. */
export interface Refusal {
  readonly kind: "refusal";
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** No answer at all: the connection is reset, or stays open and silent until the client or the emulator gives up. */
export type Silence = { readonly kind: "reset" } | { readonly kind: "hang" };

/** Everything a request may lead to. */
export type Reply = Answer | Refusal | Silence;

/** Builds an {@link Answer}. */
export const answer = (status: number, fields: Omit<Partial<Answer>, "kind" | "status"> = {}): Answer => ({
  kind: "answer",
  headers: {},
  ...fields,
  status,
});

/** Builds a {@link Refusal}. */
export const refuse = (
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal => ({ kind: "refusal", status, code, message, headers });

/** The answer to whatever this emulator does not do: it never guesses, it says what it did not understand. */
export const notUnderstood = (what: string): Refusal =>
  refuse(501, "NotImplemented", `The emulator does not understand ${what}.`);
