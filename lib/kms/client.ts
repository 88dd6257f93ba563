import {
  addressOf,
  type BceAnswer,
  type BceClientOptions,
  BceError,
  type BceRequest,
  createBceClient,
  requireSoundEndpoint,
} from "../bce/index.ts";
import { explainRefusal } from "./errors.ts";

export type KmsClientOptions = BceClientOptions & {
  /** Scheme, host and optional port of a private deployment or an emulator. @default https://bkm.<region>.baidubce.com */
  readonly endpoint?: string | undefined;
};

/** One call of KMS before it is known where to send it. */
export type KmsCall = Pick<BceRequest, "operation" | "key" | "isWrite"> & {
  /** The JSON body; what is undefined is left out. */
  readonly fields: Readonly<Record<string, string | number | undefined>>;
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
};

/** Which key a call is about, and how long it may last. */
export interface KeyTarget {
  readonly keyId: string;
  /** Code of the key's region, e.g. `bj`; not used when the client has an endpoint. */
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
}

export interface KmsClient {
  /**
   * Any call; the typed ones beside this file are what to use. Rejects with a BceError for all that is neither 200 nor 204, and with
   * `InvalidConfiguration` for a region that has no documented host when there is no endpoint.
   */
  readonly call: (call: KmsCall) => Promise<BceAnswer>;
  readonly close: () => Promise<void>;
}

/** Throws a BceError `InvalidConfiguration` for a broken endpoint, proxy variable or certificate. Opens no connection yet. */
export function createKmsClient(options: KmsClientOptions): KmsClient {
  const { endpoint } = options;
  requireSoundEndpoint(endpoint);
  const client = createBceClient(options);

  return {
    call: async ({ region, signal, fields, ...call }) => {
      const request: BceRequest = {
        ...call,
        method: "POST",
        ...address(call, region, endpoint),
        query: [["action", call.operation]],
        headers: { "content-type": "application/json" },
        body: JSON.stringify(fields),
      };
      try {
        return { request, response: await client.send(request, { signal }) };
      } catch (caught) {
        throw explainRefusal(caught);
      }
    },
    close: client.close,
  };
}

function address(
  { operation, key }: Pick<KmsCall, "operation" | "key">,
  region: string,
  endpoint: string | undefined,
): Pick<BceRequest, "origin" | "path"> {
  if (!hasKmsEndpoint(region, endpoint)) {
    throw new BceError("InvalidConfiguration", {
      operation,
      key,
      reason: `The region ${JSON.stringify(region)} has no documented KMS host; the regions ${KMS_REGIONS.join(", ")} have one. Set kms_endpoint or BOS_KMS_ENDPOINT.`,
    });
  }
  const known = endpoint ?? `https://bkm.${region}.baidubce.com`;
  return addressOf({ region, endpoint: known }, { operation, key });
}

/** Regions whose KMS host is documented (https://github.com/baidubce/bce-sdk-go, docs/wire.md). */
export const KMS_REGIONS: readonly string[] = ["bj", "gz", "su"];

/** Whether there is a place to ask about keys of this region: a documented host, or an endpoint that the user names. */
export function hasKmsEndpoint(region: string, endpoint?: string | undefined): boolean {
  return endpoint !== undefined || KMS_REGIONS.includes(region);
}
