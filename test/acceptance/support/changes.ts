import type { Workspace } from "./terraform.ts";

type Values = Readonly<Record<string, unknown>>;

export interface PlannedChange {
  readonly actions: readonly ("no-op" | "create" | "read" | "update" | "delete" | "forget")[];
  readonly before: Values | null;
  readonly after: Values | null;
}

/** Plans, and gives what is to change: address to change, those left out that stay as they are. */
export async function plannedChanges(
  tf: Workspace,
  ...args: readonly string[]
): Promise<Readonly<Record<string, PlannedChange>>> {
  await tf.plan("-out=changes.plan", ...args);
  const { stdout } = await tf.run(["show", "-json", "changes.plan"]);
  const { resource_changes = [] } = JSON.parse(stdout) as {
    readonly resource_changes?: readonly { readonly address: string; readonly change: PlannedChange }[];
  };
  return Object.fromEntries(
    resource_changes
      .filter(({ change }) => change.actions[0] !== "no-op")
      .map(({ address, change }) => [address, change]),
  );
}
