/** Variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a switch in the environment says, or why it says nothing. */
export type Switch =
  | { readonly ok: true; readonly on: boolean }
  | { readonly ok: false; readonly message: string };

/** Reads a switch; unset is off. Anything but the usual words is an error: a typo must not switch a guard off. */
export function readSwitch(name: string, env: Environment): Switch {
  const text = (env[name] ?? "").toLowerCase();
  if (["1", "true", "yes"].includes(text)) return { ok: true, on: true };
  if (["", "0", "false", "no"].includes(text)) return { ok: true, on: false };
  return { ok: false, message: `Set it to 1 or 0; got ${JSON.stringify(env[name])}.` };
}
