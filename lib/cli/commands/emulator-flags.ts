import { type EmulatorOptions, kmsKeyChecks, offAnswers, profiles } from "../../emulator/index.ts";
import type { Words } from "../io.ts";
import { type Contents, parseContents } from "./emulator-contents.ts";

/** The command's options as commander hands them over. */
export interface EmulatorFlags {
  readonly port: string;
  readonly bucket?: readonly string[];
  readonly key?: readonly string[];
  readonly region: string;
  readonly profile: string;
  readonly offAnswer: string;
  readonly kmsKeys: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly sessionToken?: string;
  readonly log?: boolean;
}

/** What to start. */
export interface EmulatorPlan {
  readonly options: EmulatorOptions;
  readonly contents: Contents;
  /** The command to run beside it; without one it runs until it is stopped. */
  readonly words: Words | undefined;
  readonly log: boolean;
}

/**
 * Parts what no option claimed from the command behind `--`, which commander runs into one.
 *
 * @param args what commander left over
 * @param argv the whole command line
 * @returns `words` is `undefined` without a `--`, and empty when nothing is behind it
 */
export function splitWords(
  args: readonly string[],
  argv: readonly string[],
): { readonly rest: readonly string[]; readonly words: readonly string[] | undefined } {
  const dashes = argv.indexOf("--");
  if (dashes < 0) return { rest: args, words: undefined };
  const words = argv.slice(dashes + 1);
  const rest = args.slice(0, args.length - words.length);
  // Commander keeps the dashes when it has met an option that it does not know.
  return { rest: rest.at(-1) === "--" ? rest.slice(0, -1) : rest, words };
}

/**
 * Turns the command's flags into what to start. Everything that is wrong is found at once.
 *
 * @param rest the words that no option claimed
 * @param words those behind `--`
 * @param known every option there is, to suggest the one that was meant
 */
export function parseEmulatorFlags(
  flags: EmulatorFlags,
  rest: readonly string[],
  words: readonly string[] | undefined,
  known: readonly string[],
): EmulatorPlan | { readonly issues: readonly string[] } {
  const port = Number(flags.port);
  const { accessKey, secretKey, sessionToken, region } = flags;
  const profile = profiles.find((known) => known === flags.profile);
  const offAnswer = offAnswers.find((known) => known === flags.offAnswer);
  const kmsKeys = kmsKeyChecks.find((known) => known === flags.kmsKeys);
  const { contents, issues: inContents } = parseContents(
    flags.bucket ?? [],
    flags.key ?? [],
    kmsKeys === "checked",
  );
  const issues = [
    ...rest.flatMap((word, index) => {
      if (word.startsWith("-")) return [unknownOption(word, known)];
      // Behind an unknown option stands its value: a secret, maybe, that was meant for another.
      return /^-[^=]*$/.test(rest[index - 1] ?? "") ? [] : [unexpected(word)];
    }),
    ...(words === undefined || isCommand(words) ? [] : ["-- must be followed by a command"]),
    ...(/^\d{1,5}$/.test(flags.port) && port <= 65_535
      ? []
      : [`--port must be a number from 0 to 65535, not '${flags.port}'`]),
    ...inContents,
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
  if (issues.length > 0 || profile === undefined || offAnswer === undefined || kmsKeys === undefined) {
    return { issues };
  }
  return {
    contents,
    words: words !== undefined && isCommand(words) ? words : undefined,
    log: flags.log === true,
    options: {
      port,
      buckets: contents.buckets.map(({ name }) => name),
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

const isCommand = (words: readonly string[]): words is Words => words.length > 0 && words[0] !== "";

/** Without its value, which may be a secret that was meant for another option. */
function unknownOption(word: string, known: readonly string[]): string {
  const name = word.split("=", 1)[0] ?? word;
  const meant = nearest(name, known);
  return `unknown option '${name}'${meant === undefined ? "" : ` (did you mean ${meant}?)`}`;
}

const unexpected = (word: string): string => `unexpected word '${word}' (a command to run comes behind --)`;

/** The known word that is nearest to a mistyped one; `undefined` when none is near enough to be meant. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((other) => ({ other, steps: distance(word, other) }))
    .filter(({ other, steps }) => steps <= 3 && steps * 2 < Math.max(word.length, other.length))
    .sort((one, other) => one.steps - other.steps);
  return best?.other;
}

/** How many letters must be put in, taken out, replaced or swapped with their neighbour to make one word of the other. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line.push(
        Math.min(
          (rows[row - 1]?.[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (rows[row - 1]?.[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap && row > 1 && column > 1 ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(line);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
