import { BceError, type BceErrorCode } from "../../lib/bos/index.ts";
import type { Fields } from "../../lib/encryption/index.ts";
import type { EncryptionCalls } from "../../lib/reconcile/index.ts";

type Call = "get" | "put" | "delete" | "list" | "head";

/** What happens to one call instead of its ordinary course. */
export interface Fault {
  readonly on: Call;
  readonly code: BceErrorCode;
  /** Whether the write takes effect although its answer is an error. Default false. */
  readonly afterEffect?: boolean;
}

export interface FakeCloud {
  readonly calls: EncryptionCalls;
  /** Every call in order, writes with what they wrote. */
  readonly log: string[];
  /** Every state that the bucket went through. */
  readonly states: Fields[];
  setting: Fields | "missing";
  /** What GET shows instead of the setting, while set. */
  shown: Fields | undefined;
  listing: readonly { name: string; location: string }[];
  /** Whether the account may have more buckets than the listing. */
  mayHoldMore: boolean;
  /** Each happens once, to the first call that it is for. */
  readonly faults: Fault[];
  /** Called after each call, with the name of the call: the place for somebody else to interfere. */
  afterCall: (call: Call) => void;
}

/** One bucket, `acme`, in memory. The rules are those of the reference: PUT replaces, DELETE empties. */
export function createFakeCloud(setting: Fields | "missing" = {}): FakeCloud {
  const log: string[] = [];
  const states: Fields[] = setting === "missing" ? [] : [setting];
  const faults: Fault[] = [];

  function run<T>(call: Call, text: string, effect: () => T): Promise<T> {
    log.push(text);
    const index = faults.findIndex(({ on }) => on === call);
    const [fault] = index === -1 ? [] : faults.splice(index, 1);
    try {
      if (fault !== undefined && fault.afterEffect !== true) throw failure(fault.code);
      if (call !== "list" && cloud.setting === "missing") throw failure("NoSuchBucket");
      const result = effect();
      if (fault !== undefined) throw failure(fault.code);
      return Promise.resolve(result);
    } catch (error) {
      return Promise.reject(error);
    } finally {
      cloud.afterCall(call);
    }
  }

  function write(fields: Fields): void {
    cloud.setting = fields;
    states.push(fields);
  }

  const cloud: FakeCloud = {
    log,
    states,
    faults,
    setting,
    shown: undefined,
    listing: [],
    mayHoldMore: false,
    afterCall: () => {},
    calls: {
      get: () => run("get", "GET", () => cloud.shown ?? (cloud.setting === "missing" ? {} : cloud.setting)),
      put: (_target, fields) => run("put", `PUT ${JSON.stringify(fields)}`, () => write(fields)),
      delete: () => run("delete", "DELETE", () => write({})),
      head: () => run("head", "HEAD", () => {}),
      list: () => run("list", "LIST", () => ({ buckets: cloud.listing, mayHoldMore: cloud.mayHoldMore })),
    },
  };
  return cloud;
}

export function failure(code: BceErrorCode): BceError {
  return new BceError(code, { operation: "fake", bucket: "acme" });
}
