// What the real Terraform prints and stores, in the words of the model.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isUnknown, UNKNOWN, type Value } from "../../../lib/plugin/index.ts";
import type { Workspace } from "../../acceptance/support/terraform.ts";
import type { Applied } from "../core/apply.ts";
import { evaluate } from "../core/evaluate.ts";
import type { Action, Change } from "../core/plan.ts";
import type { State, StoredObject, StoredResource } from "../core/state.ts";
import type { RunRecord } from "../core/terraform.ts";
import type { Values } from "../core/values.ts";
import { addressOf, type Config } from "../history.ts";

const NOTHING = new Uint8Array();
const isOurs = (type: string): boolean => type.startsWith("bos_");

const ACTIONS: Readonly<Record<string, Action>> = {
  "no-op": "no-op",
  create: "create",
  update: "update",
  delete: "delete",
  forget: "forget",
  "delete,create": "delete-then-create",
  "create,delete": "create-then-delete",
};

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly deposed?: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Values | null;
      readonly after: Values | null;
      readonly after_unknown: Readonly<Record<string, unknown>>;
    };
  }[];
}

/** The planned changes, from `terraform show -json`. */
export function changesIn(json: string): readonly Change[] {
  const { resource_changes = [] } = JSON.parse(json) as ShownPlan;
  return resource_changes.flatMap(({ address, type, change, deposed }): readonly Change[] => {
    const action = ACTIONS[change.actions.join(",")];
    if (!isOurs(type) || action === undefined) return [];
    const unknown = Object.entries(change.after_unknown ?? {}).filter(([, isUnknown]) => isUnknown === true);
    const after = change.after && {
      ...change.after,
      ...Object.fromEntries(unknown.map(([name]): [string, Value] => [name, UNKNOWN])),
    };
    const { before } = change;
    return [
      { address, action, alias: "bos", before, after, private: NOTHING, ...(deposed && { deposed: 0 }) },
    ];
  });
}

interface OutputLine {
  readonly type?: string;
  readonly diagnostic?: {
    readonly severity: "error" | "warning";
    readonly summary: string;
    readonly detail: string;
    readonly address?: string;
  };
  readonly hook?: { readonly resource?: { readonly addr: string }; readonly action?: string };
}

export interface Output {
  readonly diagnostics: RunRecord["diagnostics"];
  readonly applied: readonly Applied[];
}

/** The lines of `-json`. */
export function readOutput(
  stdout: string,
  phase: "plan" | "apply",
  changes: readonly Change[],
  call: number,
): Output {
  const diagnostics: RunRecord["diagnostics"] = [];
  const applied: Applied[] = [];
  for (const text of stdout.split("\n")) {
    if (!text.startsWith("{")) continue;
    const { type, diagnostic, hook } = JSON.parse(text) as OutputLine;
    if (diagnostic !== undefined) {
      const { severity, summary, detail, address = "" } = diagnostic;
      diagnostics.push({ severity, summary, detail, address, phase });
    }
    const address = hook?.resource?.addr ?? "";
    const change = changes.find((one) => one.address === address);
    const half = halfOf(hook?.action);
    if (
      (type === "apply_complete" || type === "apply_errored") &&
      change !== undefined &&
      half !== undefined
    ) {
      applied.push({ address, change, half, call, isDone: type === "apply_complete" });
    }
  }
  return { diagnostics, applied };
}

const halfOf = (action: string | undefined): Applied["half"] | undefined =>
  action === "create" || action === "update" || action === "delete" ? action : undefined;

interface StateFile {
  readonly resources?: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly status?: string;
      readonly deposed?: string;
      readonly attributes: Values;
      readonly private?: string;
    }[];
  }[];
}

/** The state file. */
export function stateIn({ folder }: Pick<Workspace, "folder">): State {
  const file = join(folder, "terraform.tfstate");
  if (!existsSync(file)) return new Map();
  const text = readFileSync(file, "utf8");
  const { resources = [] } = (text === "" ? {} : JSON.parse(text)) as StateFile;
  return new Map(
    resources
      .filter(({ type }) => isOurs(type))
      .map(({ type, name, instances }): [string, StoredResource] => {
        const objects = instances.map((instance) => ({ instance, object: objectOf(instance) }));
        return [
          `${type}.${name}`,
          {
            current: objects.find(({ instance }) => instance.deposed === undefined)?.object,
            deposed: objects.flatMap(({ instance, object }) =>
              instance.deposed === undefined ? [] : [object],
            ),
          },
        ];
      }),
  );
}

function objectOf(instance: { status?: string; attributes: Values; private?: string }): StoredObject {
  return {
    values: instance.attributes,
    private: Buffer.from(instance.private ?? "", "base64"),
    dependencies: [],
    createBeforeDestroy: false,
    alias: "bos",
    ...(instance.status === "tainted" ? { isTainted: true } : {}),
  };
}

/** A planned change with what only the apply has told: late values, and the id of a key that was made. */
export function resolved(change: Change, { resources }: Config, state: State): Change {
  const resource = resources.find((one) => addressOf(one) === change.address);
  if (resource === undefined || change.after === null) return change;
  const keyIdOf = (address: string) => state.get(address)?.current?.values["key_id"] ?? UNKNOWN;
  const known = evaluate(resource, { phase: "apply", keyIdOf });
  const after = Object.entries(change.after).map(([name, value]): [string, Value] => [
    name,
    isUnknown(value) ? (known[name] ?? value) : value,
  ]);
  return { ...change, after: Object.fromEntries(after) };
}
