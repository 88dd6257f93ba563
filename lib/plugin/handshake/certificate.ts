import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/*
 * As much of ASN.1's distinguished encoding as one certificate needs. A library for it costs more at start-up than everything else
 * together (130 ms, measured on 2026-11-23).
 */

/** Tag, length, content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

export const sequence = (...items: readonly Uint8Array[]) => der(0x30, ...items);
const set = (...items: readonly Uint8Array[]) => der(0x31, ...items);
const utf8String = (text: string) => der(0x0c, Buffer.from(text));
const octetString = (content: Uint8Array) => der(0x04, content);
const TRUE = der(0x01, Buffer.from([0xff]));

/** A context-specific, constructed element: `[tag]` in ASN.1's notation. */
const explicit = (tag: number, content: Uint8Array) => der(0xa0 | tag, content);

/** A non-negative integer of big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  // A leading bit of one would make it negative.
  return (digits[0] ?? 0) >= 0x80 ? der(0x02, Buffer.from([0]), digits) : der(0x02, digits);
}

/** A bit string of whole bytes, except for `unusedBits` at the end. */
const bitString = (content: Uint8Array, unusedBits = 0) => der(0x03, Buffer.from([unusedBits]), content);

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** RFC 5280: two-digit years until 2049, four digits from then on. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return date.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits));
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

export interface ServerCertificate {
  /** DER. */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
const HOUR_MS = 3_600_000;

/**
 * A certificate for this one process: self-signed, its own root, for `localhost`, both server and client, as go-plugin wants it. Valid
 * from an hour ago, for clocks that step back, to a year ahead.
 */
export function createCertificate(
  now: Date,
  random: (size: number) => Buffer = randomBytes,
): ServerCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const name = sequence(set(sequence(oid("2.5.4.3"), utf8String("localhost"))));
  const validity = sequence(
    time(new Date(now.getTime() - HOUR_MS)),
    time(new Date(now.getTime() + 365 * 24 * HOUR_MS)),
  );
  const content = sequence(
    explicit(0, integer(Buffer.from([2]))), // X.509 version 3
    integer(random(16)),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, extensions()),
  );
  const signature = sign("sha256", content, privateKey);
  return { certificate: sequence(content, ECDSA_WITH_SHA256, bitString(signature)), privateKey };
}

function extensions(): Buffer {
  const keyUsage = bitString(Buffer.from([0b1000_0100]), 2); // digitalSignature, keyCertSign
  const extendedKeyUsage = sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2")); // server, client
  const subjectAltName = sequence(der(0x82, Buffer.from("localhost"))); // [2] dNSName
  return sequence(
    sequence(oid("2.5.29.19"), TRUE, octetString(sequence(TRUE))), // basicConstraints, critical: a CA
    sequence(oid("2.5.29.15"), TRUE, octetString(keyUsage)),
    sequence(oid("2.5.29.37"), octetString(extendedKeyUsage)),
    sequence(oid("2.5.29.17"), octetString(subjectAltName)),
  );
}
