import type { BosBucketEncryptionProps } from "../bos-bucket-encryption-props.ts";
import type { Encryption } from "../encryption.ts";
import type { RuntimeSettings } from "./settings.ts";

/** What is to be brought about, with everything that the runtime must know for it. */
export interface RuntimeWish extends Pick<BosBucketEncryptionProps, "onDestroy" | "onConflict" | "timeouts"> {
  readonly bucket: string;
  readonly encryption: Encryption;
  /** The region's place is here as well, whether the construct named it or a setting. */
  readonly settings: RuntimeSettings;
}
