import type { Issue, IssueCode } from "./issues.ts";

const MIN_LENGTH = 3;
const MAX_LENGTH = 63;

/**
 * Everything wrong with a bucket's name, by the rules of the BOS API reference: 3 to 63 characters; lower-case
 * letters, digits and `-`; a letter or digit at both ends. Empty when the name is good.
 */
export function checkBucketName(name: string): Issue[] {
  const issues: Issue[] = [];
  if (name.length < MIN_LENGTH || name.length > MAX_LENGTH) {
    issues.push(
      issue(
        "bucket-name-length",
        `A bucket's name has ${MIN_LENGTH} to ${MAX_LENGTH} characters; ${quote(name)} has ${name.length}.`,
      ),
    );
  }
  const strange = [...new Set(name.match(/[^a-z0-9-]/gu) ?? [])];
  if (strange.length > 0) {
    issues.push(
      issue(
        "bucket-name-characters",
        `A bucket's name holds only lower-case letters, digits and "-"; ${quote(name)} holds ${strange.map(quote).join(", ")}.`,
      ),
    );
  }
  if (name.startsWith("-") || name.endsWith("-")) {
    issues.push(
      issue(
        "bucket-name-edges",
        `A bucket's name starts and ends with a letter or digit; ${quote(name)} does not.`,
      ),
    );
  }
  return issues;
}

export function isBucketName(name: string): boolean {
  return checkBucketName(name).length === 0;
}

function issue(code: IssueCode, message: string): Issue {
  return { code, field: "bucket", message };
}

/** JSON's quoting shows control characters and stray spaces instead of printing them. */
function quote(text: string): string {
  return JSON.stringify(text);
}
