import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onceAbandoned } from "../../lib/plugin/handshake/leftovers.ts";

let server: EventEmitter;
let abandoned: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  server = new EventEmitter();
  abandoned = false;
  onceAbandoned(server, () => {
    abandoned = true;
  });
});
afterEach(() => vi.useRealTimers());

function connect(): () => void {
  const session = new EventEmitter();
  server.emit("session", session);
  return () => session.emit("close");
}

test("nobody ever connects", () => {
  vi.advanceTimersByTime(59_000);
  expect(abandoned).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(abandoned).toBe(true);
});

test("a connection that lasts is company, however long", () => {
  connect();
  vi.advanceTimersByTime(24 * 3_600_000);
  expect(abandoned).toBe(false);
});

test("the last of several connections closes", () => {
  const [one, other] = [connect(), connect()];
  one();
  vi.advanceTimersByTime(3_600_000);
  expect(abandoned).toBe(false);
  other();
  vi.advanceTimersByTime(11_000);
  expect(abandoned).toBe(true);
});

test("a client that connects again in time is the same client", () => {
  connect()();
  vi.advanceTimersByTime(9_000);
  connect();
  vi.advanceTimersByTime(3_600_000);
  expect(abandoned).toBe(false);
});
