// What the jobs of a pipeline run, read from the pipeline's own file.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const folder = join(import.meta.dirname, "../../../../examples/pipelines");
export const read = (path: string) => readFileSync(join(folder, path), "utf8");

/** Lines that one shell runs, with the variables that the file sets for them. */
export interface Script {
  readonly lines: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Job {
  readonly scripts: readonly Script[];
  /** Whether it begins with the repository's files. */
  readonly checkout: boolean;
  /** What it leaves to the jobs after it. */
  readonly leaves: readonly string[];
  /** The folder in which what others left is there. */
  readonly takes: string | undefined;
}

export type Pipeline = Readonly<Record<string, Job>>;

type Variables = Readonly<Record<string, string>>;

interface GithubStep {
  readonly uses?: string;
  readonly run?: string;
  readonly "working-directory"?: string;
  readonly env?: Variables;
  readonly with?: Readonly<Record<string, string>>;
}

export function github(path: string): Pipeline {
  const file = parse(read(path)) as {
    readonly env: Variables;
    readonly jobs: Readonly<Record<string, { readonly steps: readonly GithubStep[] }>>;
  };
  const jobs = Object.entries(file.jobs).map(([name, { steps }]) => {
    const using = (action: string) => steps.filter(({ uses }) => uses?.startsWith(`actions/${action}@`));
    const scripts = steps.flatMap(({ run, "working-directory": place, env }) => {
      if (run === undefined) return [];
      const there = place === undefined ? [] : [`cd ${place}`];
      return [{ lines: [...there, ...run.trim().split("\n")], env: { ...file.env, ...env } }];
    });
    const [taken] = using("download-artifact");
    const job: Job = {
      scripts,
      checkout: using("checkout").length > 0,
      leaves: using("upload-artifact").flatMap((step) => step.with?.["path"] ?? []),
      takes: taken && (taken.with?.["path"] ?? "."),
    };
    return [name, job] as const;
  });
  return Object.fromEntries(jobs);
}

interface GitlabJob {
  readonly script?: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[] };
}

/** Each job is one shell, and finds artifacts where they were. */
export function gitlab(path: string): Pipeline {
  const { variables, ...rest } = parse(read(path)) as { readonly variables: Variables };
  const jobs = Object.entries(rest as Readonly<Record<string, GitlabJob>>).flatMap(([name, entry]) => {
    if (entry.script === undefined) return [];
    const leaves = entry.artifacts?.paths ?? [];
    const scripts = [{ lines: entry.script, env: variables }];
    return [[name, { scripts, checkout: true, leaves, takes: undefined }] as const];
  });
  return Object.fromEntries(jobs);
}

/**
 * What Atlantis runs for its built-in steps, where the repository has no lock file:
 * https://github.com/runatlantis/atlantis/tree/main/server/core/runtime
 */
const BUILT_IN: Variables = {
  init: "terraform init -input=false -upgrade",
  plan: "terraform plan -input=false -refresh -out $PLANFILE",
  apply: "terraform apply -input=false $PLANFILE",
};

type AtlantisStep =
  | string
  | { readonly run: string }
  | { readonly env: { readonly name: string; readonly value: string } };

/** A workflow's stages, which share one folder. */
export function atlantis(path: string, workflow: string): Pipeline {
  const { workflows } = parse(read(path)) as {
    readonly workflows: Readonly<
      Record<string, Readonly<Record<string, { readonly steps: readonly AtlantisStep[] }>>>
    >;
  };
  const stages = Object.entries(workflows[workflow] ?? {}).map(([name, { steps }]) => {
    const env: Record<string, string> = {};
    const scripts = steps.flatMap((step): readonly Script[] => {
      if (typeof step === "object" && "env" in step) {
        env[step.env.name] = step.env.value;
        return [];
      }
      const lines = typeof step === "string" ? BUILT_IN[step] : step.run;
      if (lines === undefined) throw new Error(`Atlantis has no step "${step}".`);
      return [{ lines: [lines], env: { ...env } }];
    });
    return [name, { scripts, checkout: true, leaves: [], takes: undefined }] as const;
  });
  return Object.fromEntries(stages);
}
