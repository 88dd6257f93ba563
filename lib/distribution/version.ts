declare const __BOS_VERSION__: string | undefined;

/** Version of this build, put in by the bundler; a run from source says so. */
export const VERSION: string = typeof __BOS_VERSION__ === "string" ? __BOS_VERSION__ : "0.0.0-source";
