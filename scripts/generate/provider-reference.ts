import type { Attribute } from "../../lib/plugin/index.ts";
import { createBosProvider } from "../../lib/provider/index.ts";

/** The documents that hold generated tables, from the root of the repository. */
export const DOCS: readonly string[] = ["docs/provider.md"];

const provider = createBosProvider({});

/** Name of a marker in a document, and the table that belongs there. */
const TABLES: Readonly<Record<string, string>> = {
  provider: table(provider.schema.attributes),
  ...Object.fromEntries(
    Object.entries(provider.resources).map(([name, { schema }]) => [name, table(schema.attributes)]),
  ),
};

/**
 * The document with every `<!-- table NAME -->` … `<!-- end -->` filled anew. Throws for a name that is no schema of
 * the provider, and when the document has no marker at all.
 */
export function withTables(document: string): string {
  let found = 0;
  const filled = document.replaceAll(
    /(<!-- table (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
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

function table(attributes: Readonly<Record<string, Attribute>>): string {
  const rows = Object.entries(attributes).map(
    ([name, attribute]) => `| \`${name}\` | ${kindOf(attribute)} | ${attribute.description} |\n`,
  );
  return `| Attribute | | Meaning |\n| --- | --- | --- |\n${rows.join("")}`;
}

function kindOf({ type, required, optional, sensitive }: Attribute): string {
  const who = required ? "required" : optional ? "optional" : "computed";
  return [typeof type === "string" ? type : JSON.stringify(type), who, sensitive ? "sensitive" : ""]
    .filter((word) => word !== "")
    .join(", ");
}
