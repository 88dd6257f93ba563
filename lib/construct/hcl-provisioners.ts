/** What needs a backslash in a quoted text of HCL. */
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** The part of a resource that is looked at, as CDK's `toHclTerraform` gives it. */
interface Fragment {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

interface Resource {
  readonly provisioner?: readonly Readonly<Record<string, { value: unknown }>>[];
}

/**
 * Mends, in place, what CDK's HCL output makes of the texts in a resource's provisioners: it takes those that begin
 * like JSON for objects, and leaves quotes beside a token as they are (read in `lib/hcl/render.js` of cdktf 0.21.0 and
 * cdktn 0.24.0). JSON output is right.
 */
export function mendProvisioners<Whole extends Fragment>(fragment: Whole): Whole {
  const resources = Object.values(fragment.resource ?? {}).flatMap((named) => Object.values(named));
  for (const { provisioner = [] } of resources) {
    for (const block of provisioner.flatMap((named) => Object.values(named)))
      block.value = quoted(block.value);
  }
  return fragment;
}

function quoted(value: unknown): unknown {
  if (typeof value === "string") return quotedText(value);
  if (Array.isArray(value)) return value.map(quoted);
  // What CDK makes to stand for values has a class.
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, quoted(part)]));
}

function quotedText(text: string): string {
  let depth = 0;
  // Inside an interpolation everything stays as it is; `$${` begins none.
  const escaped = text.replace(/\$?\$\{|[{}"\\\n\r\t]/g, (part) => {
    if (part === "${" || (part === "{" && depth > 0)) depth++;
    else if (part === "}" && depth > 0) depth--;
    return depth > 0 ? part : (ESCAPES[part] ?? part);
  });
  // CDK puts the quotes itself where it sees an interpolation, and nowhere else where it sees quotes already.
  return text.includes("${") ? escaped : `"${escaped}"`;
}
