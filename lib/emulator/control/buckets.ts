import type { Emulator } from "../emulator.ts";
import { isBucketName } from "../route/address.ts";
import {
  addBucket,
  type Bucket,
  bucketLimit,
  type Cloud,
  changeSetting,
  changeUses,
  removeBucket,
  settingOf,
} from "../state/cloud.ts";

type BucketControl = Pick<
  Emulator,
  | "createBucket"
  | "deleteBucket"
  | "encryptionOf"
  | "setEncryption"
  | "historyOf"
  | "changesOf"
  | "setLogging"
  | "setReplication"
  | "setWebsite"
  | "setAcl"
>;

/** The part of the control handle that is about buckets, of every region. */
export function controlBuckets(cloud: Cloud, region: string): BucketControl {
  const named = (name: string): Bucket => {
    const bucket = cloud.buckets.get(name);
    if (bucket === undefined) throw new Error(`The emulator has no bucket ${JSON.stringify(name)}.`);
    return bucket;
  };
  return {
    createBucket: (name, { region: location = region } = {}) => {
      if (!isBucketName(name)) throw new Error(`${JSON.stringify(name)} is not a valid name for a bucket.`);
      if (cloud.buckets.has(name))
        throw new Error(`The emulator already has a bucket ${JSON.stringify(name)}.`);
      if (cloud.buckets.size >= bucketLimit)
        throw new Error(`The emulator keeps at most ${bucketLimit} buckets.`);
      addBucket(cloud, name, location, "control");
    },
    deleteBucket: (name) => removeBucket(cloud, named(name)),
    encryptionOf: (name) => settingOf(cloud, named(name)),
    setEncryption: (name, setting) => changeSetting(cloud, named(name), setting, { by: "control" }),
    historyOf: (name) => named(name).settings.map(({ setting }) => setting),
    changesOf: (name) => named(name).settings.map(({ sinceMs: at, by, setting }) => ({ at, by, setting })),
    setLogging: (name, logging) => changeUses(named(name), { logging }),
    setReplication: (name, replication) => changeUses(named(name), { replication }),
    setWebsite: (name, website) => changeUses(named(name), { website }),
    setAcl: (name, acl) => changeUses(named(name), { acl }),
  };
}
