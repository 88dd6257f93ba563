import type { EngineContract } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { providerEngine } from "./provider-engine.ts";
import { runtimeEngine } from "./runtime/engine.ts";

/** What does the work of an engine that a user has chosen. */
export const contractOf = (engine: Engine): EngineContract =>
  engine.kind === "provider" ? providerEngine(engine) : runtimeEngine(engine);
