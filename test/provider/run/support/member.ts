// A process of a run, as its own program: it does what it is told, and says what it sees.
import { alone, joinRun } from "../../../../lib/provider/run/run.ts";

export type Order =
  | { readonly do: "note"; readonly key: string; readonly note: string }
  | { readonly do: "notes"; readonly key: string }
  | { readonly do: "take" | "leave"; readonly key: string }
  | { readonly do: "trouble" | "exit" };

const run =
  process.argv[2] === "alone" ? alone<string>() : joinRun<string>({ isLate: process.argv[2] === "late" });
const turns = new Map<string, () => void>();

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case "note":
      return run.note(order.key, order.note);
    case "notes":
      return run.notesOn(order.key).map(({ note, by }) => `${note}, ${by}`);
    case "take":
      turns.set(order.key, await run.turnWith(order.key));
      return "taken";
    case "leave":
      return turns.get(order.key)?.();
    case "trouble":
      return run.takeTrouble() ?? null;
    case "exit":
      return process.exit(0);
  }
}

process.on("message", async (order: Order) => process.send?.({ answer: (await obey(order)) ?? null }));
process.send?.({ answer: "here" });
