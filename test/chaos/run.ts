/**
 * Plays many histories and says what did not hold: `npm run chaos -- --help`. Ends with 1 after a violation, which it
 * prints as the shortest history that it finds, with the command that repeats it.
 */
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { History } from "./history.ts";
import { DRIVERS, type Driver, driver, generatorFor } from "./play.ts";
import { print } from "./print.ts";
import { shrink } from "./shrink.ts";
import type { Result, Work } from "./worker.ts";

const HELP = `npm run chaos -- [options]

  --seed N        seed of the first history; the others follow it. Default: by chance
  --histories N   how many. Default: 1000
  --seconds N     no new one after so long
  --driver NAME   ${DRIVERS.join(", ")}. Default: model
  --jobs N        threads. Default: 2
  --ignore RULES  rules that do not count, with commas between
  --all           goes on after a failure, shortens nothing, and counts failures by rule
`;

const { values: given } = parseArgs({
  options: {
    seed: { type: "string" },
    histories: { type: "string", default: "1000" },
    seconds: { type: "string", default: "Infinity" },
    driver: { type: "string", default: "model" },
    jobs: { type: "string", default: "2" },
    ignore: { type: "string", default: "" },
    all: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const name = DRIVERS.find((one) => one === given.driver);
if (given.help || name === undefined) {
  process.stdout.write(HELP);
  process.exit(given.help ? 0 : 2);
}
process.exitCode = (await main(name)) ? 0 : 1;

async function main(name: Driver): Promise<boolean> {
  const firstSeed = given.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(given.seed);
  const histories = Number(given.histories);
  const ignore = given.ignore.split(",").filter((rule) => rule !== "");
  const began = performance.now();
  const totals = { histories: 0, requests: 0, runs: 0 };
  const failed: Result[] = [];
  say(`seed ${firstSeed}, ${histories} histories, driver ${name}`);

  await eachResult({ driver: name, firstSeed, stride: 1, count: histories, ignore }, (result) => {
    totals.histories += 1;
    totals.requests += result.requests;
    totals.runs += result.runs;
    if (result.violations.length > 0) {
      failed.push(result);
      for (const { rule, message } of result.violations)
        if (given.all) say(`seed ${result.seed}: ${rule}: ${message}`);
    }
    const seconds = (performance.now() - began) / 1000;
    if (totals.histories % 500 === 0) {
      say(`${totals.histories} histories, ${failed.length} failed, ${seconds.toFixed(0)} s`);
    }
    return (failed.length === 0 || given.all) && seconds < Number(given.seconds);
  });

  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(
    `${totals.histories} histories, ${totals.runs} runs of Terraform, ${totals.requests} requests, ${seconds} s`,
  );
  if (failed.length === 0) {
    say("no violation");
    return true;
  }
  if (given.all) say(countedByRule(failed));
  else await explain(name, failed[0] as Result, ignore);
  return false;
}

/** Shares the work among threads, until `take` says no. */
async function eachResult(work: Work, take: (result: Result) => boolean): Promise<void> {
  const jobs = Math.min(Number(given.jobs), work.count);
  const workers = Array.from({ length: jobs }, (_, job) => {
    const workerData: Work = {
      ...work,
      firstSeed: work.firstSeed + job,
      stride: jobs,
      count: Math.ceil((work.count - job) / jobs),
    };
    return new Worker(new URL("./worker.ts", import.meta.url), { workerData });
  });
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on("message", (result: Result) => {
            if (take(result)) return;
            for (const one of workers) one.postMessage("stop");
          });
          worker.on("error", reject);
          worker.on("exit", () => resolve());
        }),
    ),
  );
}

async function explain(name: Driver, { seed, violations }: Result, ignore: readonly string[]): Promise<void> {
  const rule = violations[0]?.rule;
  say(`\nthe history of seed ${seed} breaks the rule "${rule}"; making it shorter …`);
  const [generate, play] = [generatorFor(name), await driver(name)];
  const options = { ignore: new Set(ignore) };
  const breaks = async (history: History) =>
    (await play(history, options)).violations.some((violation) => violation.rule === rule);
  const deadlineMs = performance.now() + 120_000;
  const short = await shrink(generate(seed), breaks, { deadlineMs });
  const played = await play(short, options);
  say(`\n${print(short)}\n\nwhat happened:\n${played.log.map((line) => `  ${line}`).join("\n")}\n`);
  for (const violation of played.violations) say(`${violation.rule}: ${violation.message}`);
  say(`\nto repeat: npm run chaos -- --driver ${name} --seed ${seed} --histories 1`);
}

function countedByRule(failed: readonly Result[]): string {
  const seeds = new Map<string, number[]>();
  for (const { seed, violations } of failed) {
    for (const { rule } of violations) seeds.set(rule, [...(seeds.get(rule) ?? []), seed]);
  }
  return [...seeds]
    .map(([rule, all]) => `${rule}: ${new Set(all).size}, e.g. ${[...new Set(all)].slice(0, 8).join(" ")}`)
    .join("\n");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
