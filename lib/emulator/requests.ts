import { type Exchange, operationOf } from "./handler.ts";
import { isJsonObject, type JsonValue, parseJson } from "./json.ts";
import type { OperationName } from "./route/operations.ts";
import { percentDecode, splitTarget } from "./wire/request.ts";

/** One request that the emulator received. Holds no header, and no signature and no token of a presigned URL. */
export interface RequestRecord {
  /** `Unknown` when the request was not understood. */
  readonly operation: OperationName | "Unknown";
  readonly bucket?: string;
  readonly method: string;
  /** Path and query as sent, but for the values of `authorization` and `x-bce-security-token`, which are `***`. */
  readonly path: string;
  /** The answer's status; `undefined` while there is none, or when a fault took it (reset, hang). */
  readonly status: number | undefined;
  /** When it came, in milliseconds since 1970 by the emulator's clock. */
  readonly at: number;
  /** The parsed body, when it was a JSON object sent to the service or a bucket. Objects' contents are not recorded. */
  readonly body?: JsonValue;
}

/** Most requests remembered; then the oldest tenth is forgotten. */
const requestLimit = 100_000;

/** Remembers requests in the order in which they came. */
export interface RequestLog {
  readonly records: readonly RequestRecord[];
  /** Notes a request; call what it returns with the answer's status. */
  note(exchange: Exchange, at: number): (status: number | undefined) => void;
  clear(): void;
}

/**
 * An empty log.
 *
 * @param onRequest called with each record once its status is known
 */
export function createRequestLog(onRequest: (request: RequestRecord) => void = () => {}): RequestLog {
  let records: RequestRecord[] = [];
  return {
    get records() {
      return records;
    },
    note(exchange, at) {
      if (records.length >= requestLimit) records = records.slice(requestLimit / 10);
      const record: { -readonly [K in keyof RequestRecord]: RequestRecord[K] } = {
        operation: operationOf(exchange),
        method: exchange.request.method,
        path: withoutSecrets(exchange.request.target),
        status: undefined,
        at,
        ...bucketAndBody(exchange),
      };
      records.push(record);
      return (status) => {
        record.status = status;
        onRequest(record);
      };
    },
    clear() {
      records = [];
    },
  };
}

/** A presigned URL is as good as the key that signed it. */
function withoutSecrets(target: string): string {
  const { path, query } = splitTarget(target);
  if (query === "") return target;
  const pairs = query.split("&").map((pair) => {
    const [key = ""] = pair.split("=", 1);
    return /^(authorization|x-bce-security-token)$/i.test(percentDecode(key) ?? "") ? `${key}=***` : pair;
  });
  return `${path}?${pairs.join("&")}`;
}

function bucketAndBody({ route, body }: Exchange): Pick<RequestRecord, "bucket" | "body"> {
  if ("kind" in route) return {};
  const bucket = route.bucket === "" ? {} : { bucket: route.bucket };
  if (route.key !== "" || body === "too-large" || body.length === 0) return bucket;
  const parsed = parseJson(body.toString("utf8"));
  return parsed !== undefined && isJsonObject(parsed) ? { ...bucket, body: parsed } : bucket;
}
