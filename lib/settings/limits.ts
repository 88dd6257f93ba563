/** What the settings of requests may be, wherever they are written. Seconds. */
export const LONGEST_REQUEST_TIMEOUT_S = 600;
export const MOST_RETRIES = 20;

/** Whether a request can be given this many seconds. */
export const isRequestTimeout = (seconds: number): boolean =>
  seconds > 0 && seconds <= LONGEST_REQUEST_TIMEOUT_S;

/** Whether a request can be repeated this often. */
export const isRetryCount = (times: number): boolean =>
  Number.isInteger(times) && times >= 0 && times <= MOST_RETRIES;
