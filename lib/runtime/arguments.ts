/** What the runtime can be asked to do. */
export type Verb = "apply" | "destroy";

/** A command line that was understood, help, or what is wrong with it. */
export type Arguments =
  | { readonly kind: "run"; readonly verb: Verb; readonly json: boolean; readonly request: string }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "wrong"; readonly json: boolean; readonly issue: string };

export const USAGE = `Usage: node bos-encryption-runtime.cjs apply|destroy [--json] '<request>'

Brings the default encryption of one bucket of Baidu AI Cloud object storage (BOS) to what the request says (apply),
or undoes that (destroy). Terraform runs it for stacks that do without the provider "bos"; nobody need call it by hand.

  <request>   JSON, the last argument: {"contract":1,"bucket":"acme-logs","region":"bj","sse_algorithm":"AES256"}
  --json      print one JSON object instead of one readable line
  --help      print this
  --version   print the version

Credentials come from the environment: BAIDUCLOUD_ACCESS_KEY, BAIDUCLOUD_SECRET_KEY, and BAIDUCLOUD_SESSION_TOKEN for
temporary ones. BAIDUCLOUD_REGION and BOS_ENDPOINT stand in for what the request leaves out; BOS_DENY_WEAKENING=1
refuses to turn encryption off or to give up a KMS key, BOS_REQUIRE_HTTPS=1 an endpoint without encryption.

Exit code: 0 done, 1 failed, 2 refused by deny_weakening or because of a conflict, 64 wrong use: nothing was tried.
`;

/** Reads the arguments behind the file's name. The last one is the request, whatever it looks like. */
export function parseArguments(argv: readonly string[]): Arguments {
  if (argv.includes("--help") || argv[0] === "help") return { kind: "help" };
  if (argv.includes("--version")) return { kind: "version" };
  const json = argv.slice(0, -1).includes("--json");
  const wrong = (issue: string): Arguments => ({ kind: "wrong", json, issue });

  const request = argv.at(-1);
  const [verb, ...extra] = argv.slice(0, -1).filter((argument) => argument !== "--json");
  if (request === undefined) return wrong("Say what to do: apply or destroy.");
  if (verb === undefined) {
    const isVerb = request === "apply" || request === "destroy";
    return wrong(
      isVerb ? "The last argument must be the request, as JSON." : "Say what to do: apply or destroy.",
    );
  }
  if (verb !== "apply" && verb !== "destroy")
    return wrong(`Unknown command ${JSON.stringify(verb)}. Use apply or destroy.`);
  if (extra.length > 0)
    return wrong(
      `There are more arguments than a verb and a request: ${extra.map((argument) => JSON.stringify(argument)).join(", ")}.`,
    );
  return { kind: "run", verb, json, request };
}
