import { type Emulator, type EncryptionFields, isBucketName } from "../../emulator/index.ts";

/** What an emulator holds from the start, as the command line says it. */
export interface Contents {
  readonly buckets: readonly BucketFlag[];
  /** Descriptions of the keys to make, in order. */
  readonly keys: readonly string[];
}

/** `--bucket <name>[=<setting>]`; without a setting its encryption is off. */
interface BucketFlag {
  readonly name: string;
  readonly algorithm?: "AES256" | "SM4";
  /** The description of a `--key`, or the id of a key. */
  readonly key?: string;
}

/**
 * Reads `--bucket` and `--key`.
 *
 * @param onlyKnownKeys whether a bucket may name no other keys than those made here
 */
export function parseContents(
  buckets: readonly string[],
  keys: readonly string[],
  onlyKnownKeys: boolean,
): { readonly contents: Contents; readonly issues: readonly string[] } {
  const flags = buckets.map(parseBucket);
  const names = flags.map(({ name }) => name);
  return {
    contents: { buckets: flags, keys },
    issues: [
      ...names
        .filter((name) => !isBucketName(name))
        .map(
          (name) =>
            `--bucket must be 3 to 63 lower-case letters, digits and (not at the ends) '-', not '${name}'`,
        ),
      ...repeated(names).map((name) => `--bucket '${name}' is given twice`),
      ...flags
        .filter(({ issue }) => issue !== undefined)
        .map(
          ({ name, issue }) => `--bucket '${name}' takes AES256, SM4 or kms:<key> behind '=', not '${issue}'`,
        ),
      ...keys.filter((description) => description === "").map(() => "--key must not be empty"),
      ...repeated(keys).map((description) => `--key '${description}' is given twice`),
      ...flags
        .filter(({ key }) => onlyKnownKeys && key !== undefined && !keys.includes(key))
        .map(
          ({ name, key }) =>
            `--bucket '${name}' names the key '${key}', which is not there: make it with --key '${key}', or leave out --kms-keys checked`,
        ),
    ],
  };
}

/** Makes the keys, and sets the buckets that have a setting. Returns the keys' ids, in order. */
export function fill(emulator: Emulator, { buckets, keys }: Contents): readonly string[] {
  const ids = keys.map((description) => emulator.createKey({ description }));
  for (const { name, algorithm, key } of buckets) {
    if (algorithm === undefined) continue;
    const kmsMasterKeyId = key === undefined ? undefined : (ids[keys.indexOf(key)] ?? key);
    const setting: EncryptionFields = {
      encryptionAlgorithm: algorithm,
      ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }),
    };
    emulator.setEncryption(name, setting);
  }
  return ids;
}

function parseBucket(text: string): BucketFlag & { readonly issue?: string } {
  const equals = text.indexOf("=");
  if (equals < 0) return { name: text };
  const [name, setting] = [text.slice(0, equals), text.slice(equals + 1)];
  if (setting === "AES256" || setting === "SM4") return { name, algorithm: setting };
  const key = /^kms:(?<key>.+)$/.exec(setting)?.groups?.["key"];
  return key === undefined ? { name, issue: setting } : { name, algorithm: "AES256", key };
}

const repeated = (words: readonly string[]): readonly string[] =>
  words.filter((word, index) => words.indexOf(word) < index);
