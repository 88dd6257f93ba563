// The two files of Atlantis, as its documentation describes them; no package has a schema of them.
// https://www.runatlantis.io/docs/repo-level-atlantis-yaml.html, https://www.runatlantis.io/docs/server-side-repo-config.html
import { parse } from "yaml";

/** What stands in a place: an exact value, a type, a list of one shape, keys of one shape, or these keys and no others. */
type Shape =
  | { readonly is: readonly unknown[] }
  | { readonly type: "string" | "boolean" | "number" }
  | { readonly list: Shape }
  | { readonly every: Shape }
  | { readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly either: readonly Shape[] };

const text: Shape = { type: "string" };
const flag: Shape = { type: "boolean" };
const texts: Shape = { list: text };
const requirements: Shape = { list: { is: ["approved", "mergeable", "undiverged"] } };

const builtIn = ["init", "plan", "apply", "import", "state_rm"];
const step: Shape = {
  either: [
    { is: builtIn },
    ...builtIn.map(
      (name): Shape => ({ keys: { [name]: { keys: { extra_args: texts } } }, required: [name] }),
    ),
    { keys: { run: text }, required: ["run"] },
    { keys: { env: { keys: { name: text, value: text }, required: ["name", "value"] } }, required: ["env"] },
  ],
};
const stage: Shape = { keys: { steps: { list: step } } };
const workflows: Shape = {
  every: { keys: { plan: stage, apply: stage, import: stage, state_rm: stage } },
};

const project: Shape = {
  keys: {
    name: text,
    branch: text,
    dir: text,
    workspace: text,
    terraform_version: text,
    autoplan: { keys: { enabled: flag, when_modified: texts } },
    plan_requirements: requirements,
    apply_requirements: requirements,
    workflow: text,
  },
  required: ["dir"],
};
const repository: Shape = {
  keys: {
    version: { is: [3] },
    automerge: flag,
    parallel_plan: flag,
    parallel_apply: flag,
    projects: { list: project },
    workflows,
  },
  required: ["version"],
};

const repo: Shape = {
  keys: {
    id: text,
    branch: text,
    repo_config_file: text,
    plan_requirements: requirements,
    apply_requirements: requirements,
    workflow: text,
    allowed_overrides: texts,
    allowed_workflows: texts,
    allow_custom_workflows: flag,
    pre_workflow_hooks: { list: { keys: { run: text }, required: ["run"] } },
  },
  required: ["id"],
};
const server: Shape = { keys: { repos: { list: repo }, workflows } };

/** Each place where a file is not what Atlantis documents; a file with `repos` is the server's. */
export function atlantisMistakes(content: string): readonly string[] {
  const file: unknown = parse(content);
  const ofServer = typeof file === "object" && file !== null && "repos" in file;
  return mistakes(file, ofServer ? server : repository, "file");
}

function mistakes(value: unknown, shape: Shape, place: string): readonly string[] {
  if ("is" in shape) return shape.is.includes(value) ? [] : [`${place} is none of ${shape.is.join(", ")}`];
  if ("type" in shape) return typeof value === shape.type ? [] : [`${place} is no ${shape.type}`];
  if ("list" in shape) {
    if (!Array.isArray(value)) return [`${place} is no list`];
    return value.flatMap((item, index) => mistakes(item, shape.list, `${place}[${index}]`));
  }
  if ("either" in shape) {
    if (shape.either.some((one) => mistakes(value, one, place).length === 0)) return [];
    return [`${place} is ${JSON.stringify(value)}, which Atlantis does not know`];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${place} has no keys`];
  if ("every" in shape)
    return Object.entries(value).flatMap(([key, item]) => mistakes(item, shape.every, `${place}.${key}`));
  const missing = (shape.required ?? [])
    .filter((key) => !(key in value))
    .map((key) => `${place}.${key} is missing`);
  const found = Object.entries(value).flatMap(([key, item]) => {
    const one = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    return one === undefined ? [`${place}.${key} is unknown`] : mistakes(item, one, `${place}.${key}`);
  });
  return [...missing, ...found];
}
