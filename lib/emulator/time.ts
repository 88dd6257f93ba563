/** `2015-04-27T08:23:49Z`: how the cloud writes times in JSON. */
export const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
