import { onTestFinished } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../lib/emulator/index.ts";

/** An emulator for one test, with the bucket `acme-logs`; closed when the test ends. */
export async function freshEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ buckets: ["acme-logs"], ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}
