import type { Readable } from "node:stream";
import { BceError } from "../errors/bce-error.ts";

/** Reads a whole body as UTF-8. Beyond `maxBytes` it stops, drops the connection and throws `UnexpectedAnswer`. */
export async function readText(
  body: Readable,
  contentLength: string | string[] | undefined,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = Number(contentLength ?? 0);
  if (size <= maxBytes) {
    size = 0;
    // Leaving the loop destroys the body, and with it the connection.
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
    if (size <= maxBytes) return Buffer.concat(chunks).toString("utf8");
  }
  body.on("error", () => {}).destroy();
  throw new BceError("UnexpectedAnswer", { reason: `The answer is larger than ${maxBytes} bytes.` });
}
