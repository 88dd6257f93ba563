import {
  type EmulatorOptions,
  isBucketName,
  kmsKeyChecks,
  offAnswers,
  profiles,
} from "../../emulator/index.ts";

/** The command's options as commander hands them over. */
export interface EmulatorFlags {
  readonly port: string;
  readonly bucket?: readonly string[];
  readonly region: string;
  readonly profile: string;
  readonly offAnswer: string;
  readonly kmsKeys: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly sessionToken?: string;
}

/**
 * Turns the command's flags into the emulator's options. Everything that is wrong is found at once.
 *
 * @param rest the words that no option claimed
 */
export function parseEmulatorFlags(
  flags: EmulatorFlags,
  rest: readonly string[],
): { readonly options: EmulatorOptions } | { readonly problems: readonly string[] } {
  const port = Number(flags.port);
  const { accessKey, secretKey, sessionToken, region, bucket: buckets = [] } = flags;
  const profile = profiles.find((known) => known === flags.profile);
  const offAnswer = offAnswers.find((known) => known === flags.offAnswer);
  const kmsKeys = kmsKeyChecks.find((known) => known === flags.kmsKeys);
  const problems = [
    ...rest.map((word) => (word.startsWith("-") ? `unknown option '${word}'` : `unexpected word '${word}'`)),
    ...(/^\d{1,5}$/.test(flags.port) && port <= 65_535
      ? []
      : [`--port must be a number from 0 to 65535, not '${flags.port}'`]),
    ...buckets
      .filter((name) => !isBucketName(name))
      .map(
        (name) =>
          `--bucket must be 3 to 63 lower-case letters, digits and (not at the ends) '-', not '${name}'`,
      ),
    ...buckets
      .filter((name, index) => buckets.indexOf(name) < index)
      .map((name) => `--bucket '${name}' is given twice`),
    ...(/^[a-z0-9-]+$/.test(region)
      ? []
      : [`--region must be a word of lower-case letters, digits and '-', not '${region}'`]),
    ...(profile !== undefined
      ? []
      : [`--profile must be one of ${profiles.join(", ")}, not '${flags.profile}'`]),
    ...(offAnswer !== undefined
      ? []
      : [`--off-answer must be one of ${offAnswers.join(", ")}, not '${flags.offAnswer}'`]),
    ...(profile === "gateway" && offAnswer !== undefined && offAnswer !== "none"
      ? [`--profile gateway goes with --off-answer none, not with '${offAnswer}'`]
      : []),
    ...(kmsKeys !== undefined
      ? []
      : [`--kms-keys must be one of ${kmsKeyChecks.join(", ")}, not '${flags.kmsKeys}'`]),
    ...(accessKey === undefined || /^[\w.-]+$/.test(accessKey)
      ? []
      : ["--access-key must be letters, digits, '_', '.' and '-'"]),
    // Not shown: a key that was meant for something else should not end up in a log.
    ...(secretKey === undefined || secretKey !== "" ? [] : ["--secret-key must not be empty"]),
    ...(sessionToken === undefined || /^[!-~]+$/.test(sessionToken)
      ? []
      : ["--session-token must be printable ASCII without blanks, and not empty"]),
  ];
  if (problems.length > 0 || profile === undefined || offAnswer === undefined || kmsKeys === undefined) {
    return { problems };
  }
  return {
    options: {
      port,
      buckets,
      region,
      profile,
      offAnswer,
      kmsKeys,
      ...(accessKey !== undefined && { accessKeyId: accessKey }),
      ...(secretKey !== undefined && { secretAccessKey: secretKey }),
      ...(sessionToken !== undefined && { sessionToken }),
    },
  };
}
