// GitHub's own reader of workflows.
import { registerHooks } from "node:module";

// It imports its schemas, which are JSON, without saying so; that Node refuses.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const bare = specifier.endsWith(".json") && context.parentURL?.includes("/@actions/workflow-parser/");
    return bare ? { ...found, importAttributes: { type: "json" } } : found;
  },
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
  "@actions/workflow-parser"
);

/** What GitHub would say of a workflow. */
export async function githubMistakes(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: "workflow", content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}
