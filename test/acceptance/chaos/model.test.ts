// The model of Terraform's core against the real one: played by both, a history leads to the same requests, run by
// run, and to the same state.

import { expect, it } from "vitest";
import { playModel } from "../../chaos/drivers/model.ts";
import type { Played } from "../../chaos/drivers/played.ts";
import { playTerraform } from "../../chaos/drivers/terraform.ts";
import type { BucketResource, Config, History, Run, Step } from "../../chaos/history.ts";

const A: BucketResource = { type: "bucket", name: "a", bucket: "alpha", alias: "bos" };
const CREATE_FIRST: BucketResource = { ...A, algorithm: "SM4", createBeforeDestroy: true };

const config = (resource: BucketResource, more: Partial<Config> = {}): Config => ({
  resources: [resource],
  ...more,
});
const step = (run: Omit<Run, "stack">): Step => ({ runs: [{ stack: 0, ...run }], seed: 1, faults: [] });

const HISTORY: History = {
  core: "1.11",
  begin: [{ kind: "create-bucket", bucket: "alpha" }],
  steps: [
    step({ do: "apply", config: config(A) }),
    step({ do: "apply", config: config(CREATE_FIRST), replace: ["bos_bucket_encryption.a"] }),
    { edit: "taint", stack: 0, address: "bos_bucket_encryption.a" },
    step({ do: "plan", config: config(A) }),
    { acts: [{ kind: "turn-off", bucket: "alpha" }] },
    step({ do: "apply-saved", config: config(A) }),
    step({
      do: "apply",
      config: config(
        { ...A, name: "b", alias: "bos.second", late: ["bucket"] },
        { moved: [{ from: "bos_bucket_encryption.a", to: "bos_bucket_encryption.b" }] },
      ),
    }),
    step({ do: "destroy", config: config({ ...A, name: "b" }) }),
    step({ do: "import", config: config(A), address: "bos_bucket_encryption.a" }),
  ],
};

/** The requests of each run, in order; those that the model's one command sends are the real one's two. */
function requestsByRun({ tape, runs }: Played): readonly (readonly string[])[] {
  return runs.map(({ id }) =>
    tape.events.flatMap((event) =>
      event.kind === "request" && event.call.run === id ? [`${event.operation} ${event.bucket}`] : [],
    ),
  );
}

const states = ({ runs }: Played) =>
  runs.map(({ stateAfter }) =>
    [...(stateAfter ?? [])].map(([address, { current, deposed }]) => [
      address,
      // The real one is given less time.
      { ...current?.values, timeouts: null },
      current?.isTainted === true,
      new TextDecoder().decode(current?.private),
      deposed.length,
    ]),
  );

it("asks the provider as the real Terraform does", async () => {
  // What the replacements do on their way is for the other tests to judge.
  const options = { ignore: new Set(["weakening"]), isCalmAtEnd: false };
  const [model, real] = [await playModel(HISTORY, options), await playTerraform(HISTORY, options)];
  expect(real.violations).toEqual([]);
  expect(model.violations).toEqual([]);
  expect(model.runs.map(({ end }) => end)).toEqual(real.runs.map(({ end }) => end));
  expect(requestsByRun(model)).toEqual(requestsByRun(real));
  expect(states(model)).toEqual(states(real));
}, 120_000);
