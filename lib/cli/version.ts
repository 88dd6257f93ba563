declare const __BOS_VERSION__: string;

/** The version of this build. The bundler puts it in; a checkout that runs from source has none. */
export const version: string = typeof __BOS_VERSION__ === "undefined" ? "0.0.0-source" : __BOS_VERSION__;
