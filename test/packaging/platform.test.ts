import { expect, test } from "vitest";
import { type Machine, type Platform, platformOf, platformsFor } from "../../lib/packaging/index.ts";

const common: Platform[] = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"];

const rows: Record<string, { machine: Machine; own: Platform | undefined; all: Platform[] }> = {
  "a Mac": { machine: { platform: "darwin", arch: "arm64" }, own: "darwin_arm64", all: common },
  "a server": { machine: { platform: "linux", arch: "x64" }, own: "linux_amd64", all: common },
  "an old PC": {
    machine: { platform: "linux", arch: "ia32" },
    own: "linux_386",
    all: [...common, "linux_386"],
  },
  "a BSD": {
    machine: { platform: "freebsd", arch: "x64" },
    own: "freebsd_amd64",
    all: [...common, "freebsd_amd64"],
  },
  "Windows, which starts no scripts": {
    machine: { platform: "win32", arch: "x64" },
    own: undefined,
    all: common,
  },
};

test.each(Object.entries(rows))("%s", (_name, { machine, own, all }) => {
  expect({ own: platformOf(machine), all: platformsFor(machine) }).toEqual({ own, all });
});
