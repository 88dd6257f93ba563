import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import {
  bitString,
  der,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
  TRUE,
  time,
  utf8String,
} from "./der.ts";

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
