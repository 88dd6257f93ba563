// A history as a person reads it.

import type { Act, Config, Fault, History, Resource, Run, Step } from "./history.ts";

export function print({ core, service, begin, steps }: History): string {
  return [
    `Terraform ${core}${service === undefined ? "" : `, ${service}`}`,
    ...begin.map((act) => `  begin: ${printAct(act)}`),
    ...steps.flatMap((step, index) =>
      printStep(step).map((line, at) => `${at === 0 ? `${index + 1}.` : "  "} ${line}`),
    ),
  ].join("\n");
}

function printStep(step: Step): readonly string[] {
  if ("acts" in step) return step.acts.map((act) => `somebody: ${printAct(act)}`);
  if (!("runs" in step)) return [`terraform ${step.edit} ${step.address} (stack ${step.stack})`];
  return [...step.runs.flatMap(printRun), ...step.faults.map((fault) => `  trouble: ${printFault(fault)}`)];
}

function printRun({ do: what, stack, config, replace = [], noRefresh, address }: Run): readonly string[] {
  const flags = [
    ...replace.map((one) => `-replace=${one}`),
    ...(noRefresh === true ? ["-refresh=false"] : []),
    ...(address === undefined ? [] : [address]),
  ];
  const head = `${what} ${flags.join(" ")} (stack ${stack})`;
  return what === "apply-saved" ? [head] : [head, ...printConfig(config)];
}

function printConfig({ resources, ...settings }: Config): readonly string[] {
  const more = Object.keys(settings).length === 0 ? [] : [`    ${JSON.stringify(settings)}`];
  return [...more, ...resources.map((resource) => `    ${printResource(resource)}`)];
}

function printResource({ type, name, ...written }: Resource): string {
  const attributes = Object.entries(written).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${type} ${name}: ${attributes.join(" ")}`;
}

const printAct = ({ kind, ...what }: Act): string => `${kind} ${Object.values(what).join(" ")}`;

function printFault({ at, times = 1, only, trouble }: Fault): string {
  const which = `${only?.join("/") ?? "request"} number ${at}${times > 1 ? ` to ${at + times - 1}` : ""}`;
  const { kind, ...what } = trouble;
  return `at ${which}: ${kind === "act" && "act" in what ? `somebody: ${printAct(what.act)}` : `${kind} ${JSON.stringify(what)}`}`;
}
