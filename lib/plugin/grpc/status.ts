/** The gRPC status codes that this server gives by itself. What a provider has to say is in diagnostics, with status `ok`. */
export const GRPC_STATUS = {
  ok: 0,
  notFound: 5,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
} as const;

/** A call that ends without an answer. */
export class GrpcError extends Error {
  override readonly name = "GrpcError";
  readonly code: Exclude<keyof typeof GRPC_STATUS, "ok">;

  constructor(code: GrpcError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
