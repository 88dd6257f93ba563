import type { Issue, IssueCode } from "./setting.ts";

/** Scheme, `//`, and all that stands before a path, a query or a fragment. */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/**
 * A host and a port. A URL may hold more than a host name does, quotes and braces for example, which would mean
 * something to Terraform where an endpoint becomes part of an expression.
 */
const HOST_AND_PORT = /^(\[[0-9a-f:.]+\]|[\p{L}\p{M}\p{N}._-]+)(:\d*)?$/iu;

/** Everything wrong with a custom endpoint by itself, before any bucket or region is known. None quotes a password. */
export function checkEndpoint(endpoint: string): readonly Issue[] {
  // The parser of URLs would drop them without a word.
  if (/[\s\p{Cc}]/u.test(endpoint)) {
    const problem =
      "contains white space or a control character. Check it for a space or a line break copied along with it.";
    return [issue("endpoint-not-a-url", problem)];
  }
  const [, authority] = AUTHORITY.exec(endpoint) ?? [];
  if (authority === undefined) return [issue("endpoint-not-a-url", "has no scheme.")];
  if (!URL.canParse(endpoint)) return [issue("endpoint-not-a-url", "is not a URL.")];
  const url = new URL(endpoint);
  const issues: Issue[] = [];
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    issues.push(
      issue("endpoint-scheme", `has the scheme "${url.protocol.slice(0, -1)}"; only https and http work.`),
    );
  }
  if (authority.includes("@")) {
    issues.push(
      issue(
        "endpoint-has-credentials",
        "contains a user name or password; requests are signed with the access key instead.",
      ),
    );
  }
  if (!HOST_AND_PORT.test(authority.slice(authority.lastIndexOf("@") + 1))) {
    issues.push(issue("endpoint-not-a-url", "contains characters that no host name has."));
  }
  // A query or a fragment that is empty leaves no trace in the URL's fields.
  if (/[?#]/.test(endpoint)) issues.push(issue("endpoint-has-query", "contains a query or a fragment."));
  if (!["", "/"].includes(url.pathname)) {
    issues.push(issue("endpoint-has-path", "contains a path; BOS signs paths from the root of the host."));
  }
  return issues;
}

const issue = (code: IssueCode, message: string): Issue => ({
  code,
  field: "endpoint",
  message: `The endpoint ${message} Write it as a scheme, a host and if need be a port, for example "https://bj.bcebos.com" or "http://127.0.0.1:8080".`,
});

/** The host by which two spellings of an endpoint are known to be the same; undefined for what is no endpoint. */
export const hostOf = (endpoint: string): string | undefined =>
  // Not URL.parse, which Node 20 lacks: stacks are synthesised on it, too.
  (URL.canParse(endpoint) && new URL(endpoint).host) || undefined;
