import type { Readable } from "node:stream";
import { GrpcError } from "./status.ts";

const HEADER_BYTES = 5;

/** One message as gRPC sends it: a byte that says "not compressed", the length in four bytes, the message. */
export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(HEADER_BYTES + message.length);
  framed.writeUInt8(0, 0);
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, HEADER_BYTES);
  return framed;
}

/** Reads a request of exactly one message. Throws `GrpcError`, before more than `maxBytes` are held. */
export async function readFrame(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes + HEADER_BYTES) {
      throw new GrpcError("resourceExhausted", `the message has more than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  const framed = Buffer.concat(chunks);
  if (framed.length < HEADER_BYTES || framed.readUInt32BE(1) !== framed.length - HEADER_BYTES) {
    throw new GrpcError("internal", "the request is not exactly one gRPC message");
  }
  if (framed.readUInt8(0) !== 0)
    throw new GrpcError("unimplemented", "compressed messages are not supported");
  return framed.subarray(HEADER_BYTES);
}
