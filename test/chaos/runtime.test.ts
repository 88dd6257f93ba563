// The same as chaos.test.ts for the engines without our provider. The seeds are fixed there and here.

import { expect, it } from "vitest";
import { run, type World } from "../../lib/runtime/run.ts";
import type { History, RunStep } from "./history.ts";
import { print } from "./print.ts";
import { playRuntime } from "./runtime/driver.ts";
import { generateRuntime } from "./runtime/generate.ts";

const HISTORIES = 100;

it.each([1000, 2000, 3000])(`holds through the ${HISTORIES} histories from seed %i on`, async (first) => {
  for (let seed = first; seed < first + HISTORIES; seed += 1) {
    const history = generateRuntime(seed);
    const { violations } = await playRuntime(history);
    const repeat = `npm run chaos -- --driver runtime --seed ${seed} --histories 1`;
    expect(violations, `${print(history)}\n\n${repeat}`).toEqual([]);
  }
});

it("does not forget an unclear write when the bucket is not found afterwards", async () => {
  const error = { code: "InternalError", message: "", requestId: "chaos" };
  const only = ["PutBucketEncryption", "GetBucketEncryption"] as const;
  const step: RunStep = {
    runs: [{ do: "apply", stack: 0, config: { resources: [LOGS] } }],
    seed: 1,
    faults: [
      { at: 1, only, trouble: { kind: "answer", status: 500, body: JSON.stringify(error), effect: true } },
      { at: 2, only, trouble: { kind: "act", act: { kind: "delete-bucket", bucket: "logs" } } },
    ],
  };
  const history: History = {
    core: "1.11",
    begin: [{ kind: "create-bucket", bucket: "logs" }],
    steps: [step],
  };
  const { violations, log } = await playRuntime(history, { isCalmAtEnd: false });
  expect(violations, log.join("\n")).toEqual([]);
  expect(log[0]).toContain("Whether it took effect is not known");
});

const LOGS = { type: "bucket", name: "logs", bucket: "logs", alias: "bos" } as const;

/** Runtimes that do wrong, and the rules by which the oracle finds that. */
const WRONGS: Record<string, { runtime: typeof run; rules: string[] }> = {
  "takes everything over, whatever it is told": {
    runtime: (argv, world) => run(changed(argv, { on_conflict: "adopt", deny_weakening: false }), world),
    rules: ["denied-weakening", "key-loss", "strange-write"],
  },
  "does not ask whose bucket it is by now": {
    runtime: (argv, world) => run(changed(argv, argv[0] === "destroy" ? { stack_buckets: null } : {}), world),
    rules: ["weakening"],
  },
  "turns off what is to be retained": {
    runtime: (argv, world) =>
      run(changed(argv, argv[0] === "destroy" ? { on_destroy: "disable" } : {}), world),
    rules: ["weakening"],
  },
  "says that nothing was changed": {
    runtime: (argv, world) => run(argv, { ...world, stderr: said(world.stderr, " Nothing was changed.") }),
    rules: ["false-claim"],
  },
  "ends with 0 whatever happened": {
    runtime: (argv, world) => run(argv, world).then(() => 0),
    rules: ["false-claim"],
  },
  "is quick to forget": {
    runtime: async ([verb], { stdout }) => {
      stdout.write(
        `bucket "alpha": the bucket does not exist any more, so there is nothing to undo. (${verb})`,
      );
      return 0;
    },
    rules: ["forgotten", "false-claim", "no-convergence"],
  },
  "says its secret": {
    runtime: (argv, world) =>
      run(argv, { ...world, stdout: said(world.stdout, world.env["BAIDUCLOUD_SECRET_KEY"] ?? "") }),
    rules: ["secret"],
  },
};

const changed = (argv: readonly string[], more: object): string[] => [
  ...argv.slice(0, -1),
  JSON.stringify({ ...JSON.parse(argv.at(-1) ?? ""), ...more }),
];

const said = (stream: World["stdout"], more: string): World["stdout"] => ({
  write: (text) => stream.write(`${text}${more}`),
});

it.each(Object.entries(WRONGS))("finds a runtime that %s", async (_, { runtime, rules }) => {
  const found = new Set<string>();
  for (let seed = 1; seed <= 60 && !rules.every((rule) => found.has(rule)); seed += 1) {
    const { violations } = await playRuntime(generateRuntime(seed), {}, runtime);
    for (const { rule } of violations) found.add(rule);
  }
  expect([...found]).toEqual(expect.arrayContaining(rules));
});
