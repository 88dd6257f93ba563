/** What the settings of requests may be, wherever they are written. Seconds. */
export const LONGEST_REQUEST_TIMEOUT_S = 600;
export const MOST_RETRIES = 20;
