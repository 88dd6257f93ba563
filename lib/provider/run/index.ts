// What the provider processes of one Terraform run tell each other. Terraform starts one for every alias of the provider,
// and tells none of the others; all of them are its children.
// Never here: what the notes say, or what follows from them.

export { thisHost } from "./folder.ts";
export { alone, joinRun, type Noted, type Run } from "./run.ts";
