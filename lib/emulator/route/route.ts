import { notUnderstood, type Refusal, refuse } from "../wire/reply.ts";
import { parseQuery, splitTarget, type WireRequest } from "../wire/request.ts";
import { type Address, addressOf } from "./address.ts";
import {
  commonHeaders,
  emptyQueryKeys,
  type Level,
  meaningfulHeaders,
  type Operation,
  type OperationName,
  operations,
} from "./operations.ts";

/** A request that has found its operation. */
export interface Route {
  readonly operation: OperationName;
  /** Empty for an operation on the service. */
  readonly bucket: string;
  /** Empty for an operation on the service or a bucket. */
  readonly key: string;
  /** The query's keys that the operation understands, each at most once. */
  readonly query: ReadonlyMap<string, string>;
  readonly bodyLimit: number;
}

const rows: readonly (readonly [OperationName, Operation])[] = Object.entries(operations) as [
  OperationName,
  Operation,
][];

/**
 * Finds the operation that a request asks for, and refuses (501, by name) every query key and header that it does not
 * understand: an answer that silently ignored one would be a wrong answer.
 */
export function routeOf(request: WireRequest, region: string): Route | Refusal {
  const address = addressOf(request, region);
  if ("kind" in address) return address;
  const parsed = parseQuery(splitTarget(request.target).query);
  if (parsed === undefined) return refuse(400, "InvalidURI", "The query is not valid percent-encoding.");
  const pairs = parsed.filter(([key, value]) => value !== "" || !emptyQueryKeys.includes(key));
  const query = new Map(pairs);
  if (query.size < pairs.length) return refuse(400, "InvalidArgument", "A query key appears twice.");

  const level = levelOf(address, query);
  const alike = rows.filter(([, row]) => row.method === request.method && row.level === level);
  const found =
    alike.find(([name, row]) => row.level === "kms" && query.get("action") === name) ??
    alike.find(([, row]) => row.subresource !== undefined && query.has(row.subresource)) ??
    alike.find(([, row]) => row.selectedBy !== undefined && request.headers[row.selectedBy] !== undefined) ??
    alike.find(([, row]) => isPlain(row));
  if (found === undefined) {
    const action = level === "kms" ? `with the action ${JSON.stringify(query.get("action"))} ` : "";
    return notUnderstood(`${request.method} ${action}on ${levelInWords[level]}`);
  }

  const [operation, row] = found;
  const strange = [...strangeQuery(row, query), ...strangeHeaders(row, request)];
  if (strange.length > 0) return notUnderstood(`${strange.join(", ")} in ${operation}`);
  return {
    operation,
    bucket: address.bucket ?? "",
    key: address.key ?? "",
    query,
    bodyLimit: row.bodyLimit ?? 0,
  };
}

function levelOf({ bucket, key }: Address, query: ReadonlyMap<string, string>): Level {
  if (key !== undefined) return "object";
  if (bucket !== undefined) return "bucket";
  return query.has("action") ? "kms" : "service";
}

/** Selected by method and level alone. */
const isPlain = ({ level, subresource, selectedBy }: Operation): boolean =>
  level !== "kms" && subresource === undefined && selectedBy === undefined;

const levelInWords: Readonly<Record<Level, string>> = {
  service: "the service",
  bucket: "a bucket",
  object: "an object",
  kms: "the key service",
};

const strangeQuery = (row: Operation, query: ReadonlyMap<string, string>): string[] =>
  [...query]
    .filter(([key, value]) => (key === row.subresource ? value !== "" : !row.query?.includes(key)))
    .map(
      ([key, value]) =>
        `the query key ${JSON.stringify(key)}${key === row.subresource ? ` with the value ${JSON.stringify(value)}` : ""}`,
    );

const strangeHeaders = (row: Operation, request: WireRequest): string[] =>
  Object.keys(request.headers)
    .filter((name) => name.startsWith("x-bce-") || meaningfulHeaders.includes(name))
    .filter(
      (name) =>
        !commonHeaders.includes(name) &&
        !row.headers?.some((known) => (known.endsWith("-") ? name.startsWith(known) : name === known)),
    )
    .map((name) => `the header ${name}`);
