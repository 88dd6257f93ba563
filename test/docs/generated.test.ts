import { expect, test } from "vitest";
import { DOCS, withTables } from "../../scripts/generate/provider-reference.ts";
import { page } from "./pages.ts";

test.each(DOCS)("the tables in %s are those of the schemas; else run `npm run generate`", (name) => {
  expect(page(name)).toBe(withTables(page(name)));
});

test("a table that somebody has edited is noticed", () => {
  const edited = page("docs/provider.md").replace("`AES256` or `SM4`", "`AES512`");
  expect(withTables(edited)).not.toBe(edited);
});

test("a marker for a schema that does not exist is an error, and so is a page without any", () => {
  expect(() => withTables("<!-- table bos_nothing -->\n<!-- end -->")).toThrow('no schema "bos_nothing"');
  expect(() => withTables("# nothing")).toThrow("no place for a table");
});
