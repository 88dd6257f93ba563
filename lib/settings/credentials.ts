// Whose requests these are: an access key, its secret, and a session token if they are temporary. All from one source.

import type { Environment } from "./environment.ts";
import { CREDENTIAL_SETTINGS, PROVIDER_SETTINGS } from "./provider.ts";
import { unlessEmpty } from "./setting.ts";

/** As resolved here, the secrets are in properties that neither JSON, console nor spread can see; read them by name. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a user may write in place of the environment. An empty text counts as unset, as in the environment. */
export interface CredentialOptions {
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  readonly sessionToken?: string | undefined;
}

export interface CredentialIssue {
  readonly code: "credential-missing" | "credential-mixed" | "credential-malformed";
  /** One or more, named as in the provider block. */
  readonly fields: readonly CredentialField[];
  /** Where each would stand in the environment. */
  readonly variables: readonly string[];
  readonly message: string;
}

type CredentialField = (typeof CREDENTIAL_SETTINGS)[number];

export type ResolvedCredentials =
  | { readonly ok: true; readonly credentials: Credentials }
  | { readonly ok: false; readonly issues: readonly CredentialIssue[] };

/** The variables that users of this cloud's official Terraform provider already set. */
const variableOf = (field: CredentialField): string => PROVIDER_SETTINGS[field].variable;

type Values = Readonly<Record<CredentialField, string | undefined>>;

/**
 * Takes credentials from the options if they name any, else from the environment; never some from each.
 * Every issue is reported at once, what is missing as one, and no issue quotes a value.
 */
export function resolveCredentials(options: CredentialOptions, env: Environment): ResolvedCredentials {
  const written: Values = {
    access_key: unlessEmpty(options.accessKeyId),
    secret_key: unlessEmpty(options.secretAccessKey),
    session_token: unlessEmpty(options.sessionToken),
  };
  const inherited: Values = {
    access_key: unlessEmpty(env[variableOf("access_key")]),
    secret_key: unlessEmpty(env[variableOf("secret_key")]),
    session_token: unlessEmpty(env[variableOf("session_token")]),
  };
  const fromOptions = CREDENTIAL_SETTINGS.some((field) => written[field] !== undefined);
  const values = fromOptions ? written : inherited;

  const issues = [
    ...(fromOptions ? missing(written, inherited) : missing(inherited, {})),
    ...CREDENTIAL_SETTINGS.flatMap((field) => malformed(field, values[field])),
  ];
  if (issues.length > 0 || values.access_key === undefined || values.secret_key === undefined) {
    return { ok: false, issues };
  }
  return {
    ok: true,
    credentials: concealSecrets({
      accessKeyId: values.access_key,
      secretAccessKey: values.secret_key,
      ...(values.session_token === undefined ? {} : { sessionToken: values.session_token }),
    }),
  };
}

/** Symbol of `util.inspect.custom`, which a room without Node modules writes out (https://nodejs.org/api/util.html). */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** Credentials whose secrets `JSON.stringify`, `util.inspect` and spreading leave out. */
function concealSecrets(credentials: Credentials): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const shown = { accessKeyId };
  return Object.defineProperties(
    { ...shown, secretAccessKey: "" },
    {
      secretAccessKey: { value: secretAccessKey, enumerable: false },
      ...(sessionToken === undefined ? {} : { sessionToken: { value: sessionToken, enumerable: false } }),
      // `showHidden` would look through non-enumerable properties.
      [INSPECT]: { value: () => shown, enumerable: false },
    },
  );
}

const REQUIRED = ["access_key", "secret_key"] as const;

function missing(chosen: Values, other: Partial<Values>): readonly CredentialIssue[] {
  const absent = REQUIRED.filter((field) => chosen[field] === undefined);
  const elsewhere = absent.filter((field) => other[field] !== undefined);
  const nowhere = absent.filter((field) => other[field] === undefined);
  return [
    ...(nowhere.length === 0
      ? []
      : [
          issue(
            "credential-missing",
            nowhere,
            `${listed(nowhere)} not set. Set ${variableOf("access_key")} and ${variableOf("secret_key")} in the environment, which needs no provider block, or access_key and secret_key in the provider block.`,
          ),
        ]),
    ...(elsewhere.length === 0
      ? []
      : [
          issue(
            "credential-mixed",
            elsewhere,
            `${listed(elsewhere)} only set in the environment (${variablesOf(elsewhere).join(", ")}), while other credentials are written out. Take all of them from one place: write ${elsewhere.join(" and ")} too, or remove the written ones.`,
          ),
        ]),
  ];
}

const listed = (fields: readonly CredentialField[]): string =>
  fields.length === 1 ? `${fields[0]} is` : `${fields.join(" and ")} are`;

const variablesOf = (fields: readonly CredentialField[]): readonly string[] => fields.map(variableOf);

const issue = (
  code: CredentialIssue["code"],
  fields: readonly CredentialField[],
  message: string,
): CredentialIssue => ({ code, fields, variables: variablesOf(fields), message });

/** What would break the header it is sent in; mostly a newline that came along from a file. */
function malformed(field: CredentialField, value: string | undefined): readonly CredentialIssue[] {
  if (value === undefined || /^[\x21-\x7e]+$/.test(value)) return [];
  const problem = "contains white space, a control character or a character outside ASCII";
  const advice = "Check it for a space or a line break copied along with it.";
  return [issue("credential-malformed", [field], `${field} ${problem}. ${advice}`)];
}
