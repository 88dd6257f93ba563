import fc from "fast-check";
import { expect, test } from "vitest";
import { Headers as LightHeaders } from "../../scripts/build/light-headers.ts";

const name = fc.constantFrom("grpc-status", "Grpc-Message", "GRPC-STATUS", "content-type", "TE");
const value = fc.stringMatching(/^[ -~]{0,12}$/);
const step = fc.oneof(
  fc.tuple(fc.constant("append" as const), name, value),
  fc.tuple(fc.constant("set" as const), name, value),
  fc.tuple(fc.constant("delete" as const), name, value),
);

/** Everything that can be read from headers. */
function contents(headers: LightHeaders | Headers): unknown {
  const visited: [string, string][] = [];
  headers.forEach((text, key) => void visited.push([key, text]));
  return {
    visited,
    entries: [...headers.entries()],
    got: headers.get("Grpc-Status"),
    has: headers.has("te"),
  };
}

test("after any steps it holds what the web's Headers holds", () => {
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.array(step), (init, steps) => {
      const light = new LightHeaders(init);
      const real = new Headers(init);
      for (const [method, key, text] of steps) {
        light[method](key, text);
        real[method](key, text);
      }
      expect(contents(light)).toEqual(contents(real));
      expect(contents(new LightHeaders(light))).toEqual(contents(new Headers(real)));
    }),
  );
});
