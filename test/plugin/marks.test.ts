// What a plan tells its apply, and a first plan the second one, in the order in which Terraform passes the bytes on.
import { create, type Message, type MessageInitShape } from "@bufbuild/protobuf";
import { beforeEach, expect, it } from "vitest";
import {
  ApplyResourceChange_RequestSchema,
  PlanResourceChange_RequestSchema,
} from "../../lib/plugin/gen/tfplugin6_pb.ts";
import { createLogger, defineSchema, type ResourceDefinition, string } from "../../lib/plugin/index.ts";
import { applyResourceChange } from "../../lib/plugin/rpc/apply-resource-change.ts";
import { planResourceChange } from "../../lib/plugin/rpc/plan-resource-change.ts";
import { createSession } from "../../lib/plugin/rpc/session.ts";
import { valueType } from "../../lib/plugin/schema/attribute.ts";
import { encodeValue } from "../../lib/plugin/values/dynamic-value.ts";

const schema = defineSchema({
  version: 0,
  description: "A thing.",
  attributes: { name: string({ required: true, description: "Its name." }) },
});

/** What the handlers were given, and what the next plan marks. */
let seen: unknown[] = [];
let mark: unknown;

const thing: ResourceDefinition<null, typeof schema> = {
  schema,
  read: async (state) => state,
  plan(change) {
    if (change.kind === "create") seen.push(["plan create", change.replacedMark, change.firstPlan]);
    if (change.kind === "update") seen.push(["plan update", change.remembered, change.firstPlan]);
    if (change.kind === "destroy") seen.push(["plan destroy", change.remembered]);
    return { planned: change.proposed, ...(mark === undefined ? {} : { mark }) };
  },
  async create({ planned, planMark }) {
    seen.push(["create", planMark]);
    return { name: String(planned.name) };
  },
  async update({ planned, planMark, remembered }, { diagnostics }) {
    seen.push(["update", planMark, remembered]);
    if (planned.name === "refused") diagnostics.error("Refused", "It is.");
    return { name: String(planned.name) };
  },
  async delete(_state, { diagnostics }, { planMark, remembered }) {
    seen.push(["delete", planMark, remembered]);
    diagnostics.warning("Deleted", "It is.");
  },
  remember: ({ name }) => ({ name }),
};

const session = createSession(
  {
    name: "thing",
    version: "1.0.0",
    schema: defineSchema({ version: 0, description: "None.", attributes: {} }),
    configure: async () => null,
    resources: { thing_thing: thing as never },
    dataSources: {},
  },
  createLogger({ module: "test", level: "error", write: () => {}, now: () => new Date(0) }),
);
session.configured = { settings: null };

beforeEach(() => {
  seen = [];
  mark = undefined;
});

type PlanRequest = Partial<
  Omit<Exclude<MessageInitShape<typeof PlanResourceChange_RequestSchema>, Message>, "$typeName">
>;
const typeName = "thing_thing";
const value = (name: string | null) => encodeValue(valueType(schema), name === null ? null : { name });
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = (sent: Uint8Array | undefined) => Buffer.from(sent ?? []).toString();

async function plan(prior: string | null, next: string | null, more: PlanRequest = {}): Promise<Uint8Array> {
  const request = create(PlanResourceChange_RequestSchema, {
    typeName,
    priorState: value(prior),
    proposedNewState: value(next),
    config: value(next),
    ...more,
  });
  return (await planResourceChange(session, request)).plannedPrivate ?? new Uint8Array();
}

async function apply(prior: string | null, next: string | null, plannedPrivate: Uint8Array): Promise<string> {
  const request = create(ApplyResourceChange_RequestSchema, {
    typeName,
    priorState: value(prior),
    plannedState: value(next),
    config: value(next),
    plannedPrivate,
  });
  return textOf((await applyResourceChange(session, request)).private);
}

const FORWARDS: PlanRequest = { clientCapabilities: { storePlannedPrivate: true } };
const STATE = bytes('{"name":"old"}');
const UNTOLD = { kind: "untold" };

it("gives the mark of a plan to its apply, and never to the state", async () => {
  mark = { for: "create" };
  const created = await plan(null, "new");
  expect(await apply(null, "new", created)).toBe('{"name":"new"}');
  mark = { for: "update" };
  const updated = await plan("old", "newer", { priorPrivate: STATE });
  expect(await apply("old", "newer", updated)).toBe('{"name":"newer"}');
  expect(seen).toEqual([
    ["plan create", null, UNTOLD],
    ["create", { for: "create" }],
    ["plan update", { name: "old" }, UNTOLD],
    ["update", { for: "update" }, { name: "old" }],
  ]);
});

it("keeps the state's bytes as they were after an update that fails", async () => {
  mark = "marked";
  const planned = await plan("old", "refused", { priorPrivate: STATE });
  expect(await apply("old", "refused", planned)).toBe(textOf(STATE));
});

it("hands the mark of a replacement's create half to its destroy half", async () => {
  mark = "of the update half";
  const half = await plan("old", "new", { priorPrivate: STATE });
  mark = "of the create half";
  const planned = await plan(null, "new", { priorPrivate: half });
  await apply("old", null, planned);
  mark = "of the second plan";
  await apply(null, "new", await plan(null, "new"));
  expect(seen).toEqual([
    ["plan update", { name: "old" }, UNTOLD],
    ["plan create", "of the update half", UNTOLD],
    ["delete", "of the create half", { name: "old" }],
    ["plan create", null, UNTOLD],
    ["create", "of the second plan"],
  ]);
});

it("hands a plain destroy no mark, and what any version has remembered", async () => {
  mark = "not of a destroy";
  const planned = await plan("old", null, { priorPrivate: STATE });
  expect(textOf(planned)).toBe(textOf(STATE));
  await apply("old", null, planned);
  expect(seen).toEqual([
    ["plan destroy", { name: "old" }],
    ["delete", null, { name: "old" }],
  ]);
});

it("tells the second plan of the first one's mark where Terraform forwards it", async () => {
  mark = "first";
  const first = await plan(null, "new", FORWARDS);
  mark = "second";
  await plan(null, "new", { ...FORWARDS, plannedPrivate: first });
  // A plan without a mark is told from none at all, also of an imported resource, which remembers nothing.
  mark = undefined;
  const unmarked = await plan("old", "new", FORWARDS);
  await plan("old", "new", { ...FORWARDS, plannedPrivate: unmarked });
  expect(await apply("old", "new", unmarked)).toBe('{"name":"new"}');
  expect(seen).toEqual([
    ["plan create", null, { kind: "this" }],
    ["plan create", null, { kind: "earlier", mark: "first" }],
    ["plan update", null, { kind: "this" }],
    ["plan update", null, { kind: "earlier", mark: null }],
    ["update", null, null],
  ]);
});

it("adds nothing to the bytes where there is no mark, and Terraform forwards none", async () => {
  expect(textOf(await plan("old", "new", { priorPrivate: STATE }))).toBe(textOf(STATE));
});
