import { notUnderstood, type Refusal, refuse } from "../wire/reply.ts";
import { parseQuery, splitTarget, type WireRequest } from "../wire/request.ts";
import { addressOf } from "./address.ts";
import {
  commonHeaders,
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
  const level: Level =
    address.key !== undefined ? "object" : address.bucket !== undefined ? "bucket" : "service";

  const pairs = parseQuery(splitTarget(request.target).query);
  if (pairs === undefined) return refuse(400, "InvalidURI", "The query is not valid percent-encoding.");
  const query = new Map(pairs);
  if (query.size < pairs.length) return refuse(400, "InvalidArgument", "A query key appears twice.");

  const alike = rows.filter(([, row]) => row.method === request.method && row.level === level);
  const found =
    alike.find(([, row]) => row.subresource !== undefined && query.has(row.subresource)) ??
    alike.find(([, row]) => row.selectedBy !== undefined && request.headers[row.selectedBy] !== undefined) ??
    alike.find(([, row]) => row.subresource === undefined && row.selectedBy === undefined);
  if (found === undefined) return notUnderstood(`${request.method} on ${levelInWords[level]}`);

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

const levelInWords: Readonly<Record<Level, string>> = {
  service: "the service",
  bucket: "a bucket",
  object: "an object",
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
