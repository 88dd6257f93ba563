import {
  addressOf,
  type BceAnswer,
  type BceClientOptions,
  type BceRequest,
  createBceClient,
  requireSoundEndpoint,
} from "../bce/index.ts";

export type BosClientOptions = BceClientOptions & {
  /** Scheme, host and optional port of a private deployment or an emulator. @default https://<region>.bcebos.com */
  readonly endpoint?: string | undefined;
  /** true: the bucket goes into the path. @default true for an IP address, localhost or a host with a port, else false */
  readonly pathStyle?: boolean | undefined;
};

/** One call of BOS before it is known where to send it. Absent `query`, `headers` mean none. */
type BosCall = Pick<BceRequest, "operation" | "method"> &
  Partial<Pick<BceRequest, "permission" | "bucket" | "query" | "headers" | "body" | "isWrite">> & {
    readonly region: string;
    readonly signal?: AbortSignal | undefined;
  };

/** Where a call goes and how long it may last; every typed call takes these. */
export interface BucketTarget {
  readonly bucket: string;
  /** Code of the bucket's region, e.g. `bj`; not used when the client has an endpoint. */
  readonly region: string;
  readonly signal?: AbortSignal | undefined;
}

export interface BosClient {
  /** Any call; the typed ones beside this file are what to use. Rejects with a BceError for all that is neither 200 nor 204. */
  readonly call: (call: BosCall) => Promise<BceAnswer>;
  readonly close: () => Promise<void>;
}

/** Throws a BceError `InvalidConfiguration` for a broken endpoint, proxy variable or certificate. Opens no connection yet. */
export function createBosClient(options: BosClientOptions): BosClient {
  const { endpoint, pathStyle } = options;
  requireSoundEndpoint(endpoint);
  const client = createBceClient(options);

  return {
    call: async ({ region, signal, ...call }) => {
      const request = address(call, { region, endpoint, pathStyle });
      return { request, response: await client.send(request, { signal }) };
    },
    close: client.close,
  };
}

interface Place {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly pathStyle: boolean | undefined;
}

function address(call: Omit<BosCall, "region" | "signal">, place: Place): BceRequest {
  const { operation, bucket } = call;
  const { origin, path } = addressOf({ ...place, bucket }, { operation, bucket });
  return { query: [], headers: {}, ...call, origin, path };
}
