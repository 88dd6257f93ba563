// What each executable of ours does with its process; its main module imports this.
// Never here: what the program is for.

export { endOnFault, placeOfFault } from "./fault.ts";
export { stderr } from "./stderr.ts";

// Node writes a diagnostic report where somebody asks for one (`--report-on-signal` in NODE_OPTIONS, for one), readable by
// everybody on the machine: the environment, in which our credentials are, is no part of ours, nor is the network.
Object.assign(process.report, { excludeEnv: true, excludeNetwork: true });
