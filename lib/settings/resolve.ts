import { type CredentialIssue, type Credentials, resolveCredentials } from "./credentials.ts";
import { type Environment, readSwitch } from "./environment.ts";
import { CREDENTIAL_SETTINGS, PROVIDER_SETTINGS, type ProviderSetting } from "./provider.ts";
import { type Issue, judge, unlessEmpty } from "./setting.ts";

/** Settings as they are written in code, in the spelling of HCL; absent or null: left out, or not known yet. */
export type WrittenSettings = {
  readonly [Name in ProviderSetting]?:
    | Parameters<(typeof PROVIDER_SETTINGS)[Name]["check"]>[0]
    | null
    | undefined;
};

/** What is wrong with a setting, wherever its value came from. */
export interface SettingIssue extends Pick<Issue, "message"> {
  readonly code: Issue["code"] | CredentialIssue["code"] | "switch-unclear";
  /** One or more settings, named as in HCL. */
  readonly settings: readonly string[];
  /** Where each would stand in the environment. */
  readonly variables: readonly string[];
  readonly source: "code" | "environment";
}

/** What code and environment come to. Times in milliseconds. */
export interface ResolvedSettings {
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly kmsEndpoint: string | undefined;
  readonly pathStyle: boolean | undefined;
  /** Written or in the environment: either one suffices. */
  readonly denyWeakening: boolean;
  /** Written or in the environment: either one suffices. */
  readonly requireHttps: boolean;
  readonly requestTimeoutMs: number | undefined;
  readonly maxRetries: number | undefined;
  /** Undefined where they are not asked for, and where something is wrong with them. */
  readonly credentials: Credentials | undefined;
}

/**
 * Completes what is written from the environment, and finds everything that is wrong with either at once.
 *
 * @param names what is asked for; all else stays out, right or wrong
 */
export function resolveSettings(
  written: WrittenSettings,
  env: Environment,
  names: readonly ProviderSetting[] = Object.keys(PROVIDER_SETTINGS) as ProviderSetting[],
): { readonly settings: ResolvedSettings; readonly issues: readonly SettingIssue[] } {
  const issues: SettingIssue[] = [];

  function text(name: "region" | "endpoint" | "kms_endpoint"): string | undefined {
    const setting = PROVIDER_SETTINGS[name];
    const { variable } = setting;
    const own = unlessEmpty(written[name] ?? undefined);
    const value = own ?? unlessEmpty(env[variable]);
    if (value === undefined || !names.includes(name)) return undefined;
    const source = own === undefined ? "environment" : "code";
    for (const { code, message } of judge(setting, value))
      issues.push({ code, settings: [name], variables: [variable], source, message });
    return value;
  }

  function flag(name: "deny_weakening" | "require_https"): boolean {
    const { variable } = PROVIDER_SETTINGS[name];
    const inherited = readSwitch(variable, env);
    if (!inherited.ok) {
      const { message } = inherited;
      issues.push({
        code: "switch-unclear",
        settings: [name],
        variables: [variable],
        source: "environment",
        message,
      });
    }
    return written[name] === true || (inherited.ok && inherited.on);
  }

  function credentials(): Credentials | undefined {
    if (!CREDENTIAL_SETTINGS.every((name) => names.includes(name))) return undefined;
    const resolved = resolveCredentials(
      {
        accessKeyId: written.access_key ?? undefined,
        secretAccessKey: written.secret_key ?? undefined,
        sessionToken: written.session_token ?? undefined,
      },
      env,
    );
    if (resolved.ok) return resolved.credentials;
    const source = CREDENTIAL_SETTINGS.some((name) => unlessEmpty(written[name] ?? undefined) !== undefined)
      ? "code"
      : "environment";
    for (const { fields, ...issue } of resolved.issues) issues.push({ ...issue, settings: fields, source });
    return undefined;
  }

  const settings = {
    region: text("region"),
    endpoint: text("endpoint"),
    kmsEndpoint: text("kms_endpoint"),
    denyWeakening: flag("deny_weakening"),
    requireHttps: flag("require_https"),
    pathStyle: written.path_style ?? undefined,
    requestTimeoutMs:
      typeof written.request_timeout === "number" ? written.request_timeout * 1000 : undefined,
    maxRetries: written.max_retries ?? undefined,
    credentials: credentials(),
  };
  return { settings, issues };
}
