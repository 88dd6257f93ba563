/**
 * Measures, prints a table, and keeps it in docs/performance.md. Figures that are held against each other are taken
 * side by side in this one run. Ends with 1 when a goal was missed.
 */
import { execFileSync } from "node:child_process";
import { engine } from "./engine.ts";
import { fleet } from "./fleet.ts";
import { circumstances, type Figure, keep, table } from "./report.ts";
import { start } from "./start.ts";
import { synth } from "./synth.ts";
import { terraform } from "./terraform.ts";

const progress = (text: string) => process.stderr.write(`bench: ${text}\n`);

const figures: Figure[] = [];
progress("start to handshake");
figures.push(...(await start()));
progress("synth");
figures.push(...(await synth()));
figures.push(...(await terraform(progress)));
progress("a fleet of buckets, and one key");
figures.push(...(await fleet()));
progress("the engine without the provider");
figures.push(...(await engine()));

const version =
  execFileSync("terraform", ["version"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  }).split("\n")[0] ?? "";
const text = `${circumstances(version)}\n\n${table(figures)}`;
process.stdout.write(`${text}\n`);
keep(new URL("../docs/performance.md", import.meta.url), text);
if (figures.some(({ reached }) => reached === false)) process.exitCode = 1;
