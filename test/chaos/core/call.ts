// Which call of the provider a request belongs to: carried along beside the call, through all of its promises.

import { AsyncLocalStorage } from "node:async_hooks";
import type { Change } from "./plan.ts";

/** One RPC that Terraform sends to one provider process. */
export interface Call {
  readonly id: number;
  readonly rpc: "configure" | "validate" | "import" | "read" | "plan" | "apply";
  /** Of the run of Terraform. */
  readonly run: number;
  /** Of the provider process. */
  readonly process: number;
  readonly address: string;
  /** Of an apply: the planned change, and which half of it is carried out. */
  readonly change?: Change;
  readonly half?: "create" | "update" | "delete";
}

const current = new AsyncLocalStorage<Call>();

export const within = <T>(call: Call, work: () => T): T => current.run(call, work);

/** The call in whose course this is asked. */
export function callOf(): Call {
  const call = current.getStore();
  if (call === undefined) throw new Error("a request that belongs to no call of the provider");
  return call;
}
