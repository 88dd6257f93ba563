// What Terraform sends, or something in its place: msgpack, JSON of states, private bytes. Only a `ValueError` may come of it.
import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { createDiagnostics } from "../../lib/plugin/diagnostics.ts";
import { UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import { decodeState, decodeValues } from "../../lib/plugin/rpc/codec.ts";
import { readRemembered } from "../../lib/plugin/rpc/private-bytes.ts";
import type { AttributeType } from "../../lib/plugin/schema/attribute.ts";
import { checkTimeouts, timeoutOf } from "../../lib/plugin/schema/timeouts.ts";
import {
  decodeStoredState,
  decodeValue,
  encodeValue,
  parseJson,
} from "../../lib/plugin/values/dynamic-value.ts";
import { ValueError } from "../../lib/plugin/values/value.ts";
import { type State, schema } from "../../lib/provider/bucket/schema.ts";

import { desiredToUndo } from "../../lib/provider/bucket/state.ts";
import {
  anyText,
  brokenJson,
  DEEP,
  deepIn,
  deepJson,
  json,
  leaks,
  number,
  telltale,
  text,
} from "./support/hostile.ts";
import { law } from "./support/law.ts";

const { type } = fc.letrec<{ type: AttributeType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<AttributeType[]>("string", "bool", "number"),
    fc.tuple(fc.constantFrom("list" as const, "set" as const, "map" as const), tie("type")),
    fc
      .uniqueArray(
        fc.tuple(fc.oneof(fc.constantFrom("a", "b", "constructor", "toString"), text), tie("type")),
        {
          maxLength: 3,
          selector: ([name]) => name,
        },
      )
      .map((fields): AttributeType => ["object", Object.fromEntries(fields)]),
  ),
}));

/** Texts in the place of a number; a secret among them, as of an attribute that had another type once. */
const leaf = fc.oneof(
  anyText,
  json("a", "b"),
  number,
  telltale,
  fc.constant<unknown>(UNKNOWN),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);

/** Bytes that are msgpack, were msgpack, or never were. */
const msgpack = fc.oneof(
  { weight: 4, arbitrary: leaf.map(packed) },
  {
    weight: 2,
    arbitrary: fc.tuple(leaf.map(packed), fc.nat(), fc.uint8Array({ maxLength: 4 })).map(cutInto),
  },
  { weight: 2, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom([0x91], [0x81, 0xa1, 0x61], [0x81, 0xa9, ...Buffer.from("__proto__")])
      .map((open) => Uint8Array.from([...Array.from({ length: DEEP }, () => open).flat(), 0xc0])),
  },
  // A time, a number of 2^32-1 elements, bytes of 4 GiB, an extension that nobody knows.
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("d6ff5f000000", "ddffffffff", "c6ffffffff00", "d40501", "c70c0c81")
      .map((hex) => Uint8Array.from(Buffer.from(hex, "hex"))),
  },
);

const stored = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.oneof(json("a", "b", "bucket", "timeouts"), anyText).map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: brokenJson(json("a").map((value) => JSON.stringify(value))) },
  { weight: 1, arbitrary: fc.oneof(anyText, telltale, deepJson, deepIn("bucket", "timeouts")) },
);

const bytes = (value: string) => Buffer.from(value);

describe("values", () => {
  law(
    "msgpack comes to a value of its type, which can be written again, or to a ValueError",
    fc.tuple(type, msgpack),
    ([wanted, sent]) => {
      const value = valueFrom(() => decodeValue(wanted, { msgpack: sent, json: new Uint8Array() }));
      if (value !== undefined) expect(decodeValue(wanted, encodeValue(wanted, value))).toEqual(value);
    },
    { runs: 200 },
  );

  law(
    "JSON comes to a value of its type, which can be written again, or to a ValueError",
    fc.tuple(type, stored),
    ([wanted, sent]) => {
      const exact = valueFrom(() => decodeValue(wanted, { msgpack: new Uint8Array(), json: bytes(sent) }));
      const lenient = valueFrom(() => decodeStoredState(wanted, bytes(sent)));
      for (const value of [exact, lenient] satisfies (Value | undefined)[]) {
        if (value === undefined || JSON.stringify(wanted).includes("__proto__") || sent.includes("__proto__"))
          continue;
        expect(decodeValue(wanted, encodeValue(wanted, value))).toEqual(value);
      }
      valueFrom(() => parseJson(bytes(sent)));
    },
    { runs: 200 },
  );

  law(
    "a time, or another extension, is no map and no object",
    fc.constantFrom("d6ff5f000000", "d40501"),
    (hex) => {
      const sent = { msgpack: Buffer.from(hex, "hex"), json: new Uint8Array() };
      for (const wanted of [
        ["map", "string"],
        ["object", {}],
        ["list", "string"],
      ] as const satisfies AttributeType[])
        expect(() => decodeValue(wanted, sent)).toThrow(ValueError);
    },
    { runs: 10 },
  );

  law("a number is the one that was sent, or refused", number, (sent) => {
    const value = valueFrom(() => decodeValue("number", { msgpack: encode(sent), json: new Uint8Array() }));
    if (value !== undefined) expect(value).toBe(sent === 0 ? 0 : sent);
  });
});

describe("states and plans", () => {
  law("a resource's message comes to its values or to a ValueError", msgpack, (sent) => {
    const message = { msgpack: sent, json: new Uint8Array() };
    const values = valueFrom(() => decodeValues(schema, message));
    const state = valueFrom(() => decodeState(schema, message));
    if (state !== undefined) expect(values).toEqual(state);
  });

  const timeouts = fc.record({
    create: fc.oneof(text, fc.constantFrom("30s", "1h", null), fc.constant(UNKNOWN)),
    update: fc.constant(null),
  });

  law("a time of `timeouts` is one that a timer can wait, or an error", timeouts, (written) => {
    const diagnostics = createDiagnostics();
    checkTimeouts({ timeouts: written }, diagnostics);
    const ms = timeoutOf({ timeouts: written }, "create", 1_000);
    if (diagnostics.hasErrors()) return;
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThan(2 ** 31);
  });

  law(
    "private bytes are remembered or not, and turn nothing off that was not wanted off",
    fc.oneof(stored.map(bytes), fc.uint8Array()),
    (sent) => {
      const remembered = readRemembered(sent);
      const state = { enabled: true, sse_algorithm: "AES256", kms_master_key_id: null } as State;
      const wantedOff =
        typeof remembered === "object" && remembered !== null && Object.hasOwn(remembered, "wantsOff");
      if (!wantedOff)
        expect(desiredToUndo(state, remembered)).toEqual({ kind: "bos-managed", algorithm: "AES256" });
    },
  );
});

/** The value, or undefined when it is refused as it should be: by a `ValueError` that quotes no value. */
function valueFrom<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    expect(leaks(error.message)).toEqual([]);
    expect(error.message.length).toBeLessThan(100_000);
    return undefined;
  }
}

function packed(value: unknown): Uint8Array {
  return value === UNKNOWN ? Uint8Array.of(0xd4, 0, 0) : encode(value, { useBigInt64: true });
}

function cutInto([whole, at, put]: [Uint8Array, number, Uint8Array]): Uint8Array {
  const start = at % whole.length;
  return Uint8Array.from([...whole.subarray(0, start), ...put, ...whole.subarray(start + put.length)]);
}
