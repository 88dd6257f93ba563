import type { Attribute, AttributeType, Block } from "../../lib/plugin/index.ts";
import { createBosProvider } from "../../lib/provider/provider.ts";

/** The documents that hold generated tables, from the root of the repository. */
export const DOCS: readonly string[] = ["docs/provider.md"];

const provider = createBosProvider({});

/** Name of a marker in a document, and the table that belongs there: `provider`, `NAME`, `data.NAME` or `list.NAME`. */
const TABLES: Readonly<Record<string, string>> = {
  provider: table(provider.schema),
  ...tables("", provider.resources),
  ...tables("data.", provider.dataSources),
  ...tables("list.", provider.listResources ?? {}),
};

/**
 * The document with every `<!-- table NAME -->` … `<!-- end -->` filled anew. Throws for a name that is no schema of
 * the provider, and when the document has no marker at all.
 */
export function withTables(document: string): string {
  let found = 0;
  const filled = document.replaceAll(
    /(<!-- table ([\w.]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_all, start: string, name: string, end: string) => {
      const text = TABLES[name];
      if (text === undefined) throw new Error(`the provider has no schema "${name}"`);
      found++;
      return `${start}\n${text}\n${end}`;
    },
  );
  if (found === 0) throw new Error("the document has no place for a table");
  return filled;
}

function tables(
  prefix: string,
  definitions: Readonly<Record<string, { readonly schema: Block }>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { schema }]) => [`${prefix}${name}`, table(schema)]),
  );
}

function table(block: Block): string {
  return `| Attribute | | Meaning |\n| --- | --- | --- |\n${rowsOf(block, "").join("")}`;
}

/** A nested block's attributes are named with the block: `timeouts.create`. */
function rowsOf({ attributes, blocks = {} }: Block, prefix: string): string[] {
  return [
    ...Object.entries(attributes).map(
      ([name, attribute]) => `| \`${prefix}${name}\` | ${kindOf(attribute)} | ${attribute.description} |\n`,
    ),
    ...Object.entries(blocks).flatMap(([name, block]) => rowsOf(block, `${prefix}${name}.`)),
  ];
}

function kindOf({ type, required, optional, sensitive }: Attribute): string {
  const who = required ? "required" : optional ? "optional" : "computed";
  return [nameOf(type), who, sensitive ? "sensitive" : ""].filter((word) => word !== "").join(", ");
}

/** A type in words; what an object's attributes mean is told by its description. */
function nameOf(type: AttributeType): string {
  if (typeof type === "string") return type;
  const [kind, inner] = type;
  return kind === "object" ? "object" : `${kind} of ${nameOf(inner)}`;
}
