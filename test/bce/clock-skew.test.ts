import { expect, it } from "vitest";
import { createCorrectedClock, withClockCorrection } from "../../lib/bce/clock-skew.ts";
import type { Transport } from "../../lib/bce/message.ts";
import { fault, rejection, request, response, scripted } from "./support/requests.ts";

const NOW = Date.UTC(2026, 10, 23, 11, 0, 0);
/** Seven minutes later than NOW. */
const skewed = fault(403, "RequestTimeTooSkewed", { date: "Mon, 23 Nov 2026 11:07:00 GMT" });

it("measures the offset by the answer's date and sends again by the corrected clock", async () => {
  const clock = createCorrectedClock(() => NOW);
  const times: number[] = [];
  const wire = scripted(skewed, response({ body: "fine" }));
  const corrections: number[] = [];
  const timed: Transport = async (asked, options) => {
    times.push(clock.now() - NOW);
    return await wire.send(asked, options);
  };
  const send = withClockCorrection(timed, clock, (_, offsetMs) => corrections.push(offsetMs));
  expect(await send(request(), {})).toMatchObject({ status: 200, body: "fine" });
  expect(times).toEqual([0, 420_000]);
  expect(corrections).toEqual([420_000]);
});

it("keeps the correction for the calls that follow", async () => {
  const clock = createCorrectedClock(() => NOW);
  const wire = scripted(skewed, response());
  const send = withClockCorrection(wire.send, clock);
  await send(request(), {});
  await send(request(), {});
  expect(clock.now()).toBe(NOW + 420_000);
  expect(wire.sent).toHaveLength(3);
});

it("gives up with the measured offset when the corrected request is refused too", async () => {
  const wire = scripted(skewed);
  const send = withClockCorrection(
    wire.send,
    createCorrectedClock(() => NOW),
  );
  expect(await rejection(send(request(), {}))).toMatchObject({
    code: "ClockSkew",
    clockOffsetMs: 420_000,
    cloudCode: "RequestTimeTooSkewed",
    retryable: false,
  });
  expect(wire.sent).toHaveLength(2);
});

it("measures only once per client: a later refusal is an error at once", async () => {
  const wire = scripted(skewed, response(), skewed);
  const send = withClockCorrection(
    wire.send,
    createCorrectedClock(() => NOW),
  );
  await send(request(), {});
  expect(await rejection(send(request(), {}))).toMatchObject({ code: "ClockSkew", clockOffsetMs: 420_000 });
  expect(wire.sent).toHaveLength(3);
});

it("gives two calls that were refused at once one more try each", async () => {
  const clock = createCorrectedClock(() => NOW);
  const wire = scripted(skewed, skewed, response());
  const send = withClockCorrection(wire.send, clock);
  const answers = await Promise.all([send(request(), {}), send(request(), {})]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(wire.sent).toHaveLength(4);
});

it("has nothing to measure by without a usable date", async () => {
  const wire = scripted(fault(400, "RequestExpired", { date: "yesterday" }));
  const send = withClockCorrection(
    wire.send,
    createCorrectedClock(() => NOW),
  );
  expect(await rejection(send(request(), {}))).toMatchObject({ code: "ClockSkew", clockOffsetMs: undefined });
  expect(wire.sent).toHaveLength(1);
});

it("leaves every other answer alone", async () => {
  const wire = scripted(fault(403, "AccessDenied"));
  const send = withClockCorrection(
    wire.send,
    createCorrectedClock(() => NOW),
  );
  expect(await send(request(), {})).toMatchObject({ status: 403 });
  expect(wire.sent).toHaveLength(1);
});

/** A 403 whose Date is so far from NOW. */
const skewedBy = (ms: number) =>
  fault(403, "RequestTimeTooSkewed", { date: new Date(NOW + ms).toUTCString() });
const HOUR = 3_600_000;

it.each([
  { name: "an hour ahead", ms: HOUR },
  { name: "a minute back", ms: -60_000 },
  { name: "eight hours back: local time taken for UTC", ms: -8 * HOUR },
  { name: "a day back", ms: -24 * HOUR },
])("believes a Date that is $name", async ({ ms }) => {
  const clock = createCorrectedClock(() => NOW);
  const wire = scripted(skewedBy(ms), response());
  expect(await withClockCorrection(wire.send, clock)(request(), {})).toMatchObject({ status: 200 });
  expect(clock.offsetMs()).toBe(ms);
});

it.each([
  { name: "a second more than an hour ahead", ms: HOUR + 1000, says: "1 h ahead of" },
  { name: "a day ahead", ms: 24 * HOUR, says: "24 h ahead of" },
  { name: "in 2099", ms: Date.UTC(2099, 0, 1) - NOW, says: "h ahead of" },
  { name: "a second more than a day back", ms: -24 * HOUR - 1000, says: "24 h behind" },
  { name: "in 1970", ms: -NOW, says: "h behind" },
])("signs nothing by a Date that is $name, and says so", async ({ ms, says }) => {
  const clock = createCorrectedClock(() => NOW);
  const wire = scripted(skewedBy(ms), response());
  const corrections: number[] = [];
  const send = withClockCorrection(wire.send, clock, (_, offsetMs) => corrections.push(offsetMs));
  const error = await rejection(send(request(), {}));
  expect(error).toMatchObject({ code: "ClockSkew", retryable: false, clockOffsetMs: undefined });
  expect(error.message).toContain(`Its Date is "${new Date(NOW + ms).toUTCString()}", `);
  expect(error.message).toContain(
    `${says} this machine's clock. That is too far to sign by, so it was not used.`,
  );
  expect({ offset: clock.offsetMs(), corrections, sent: wire.sent.length }).toEqual({
    offset: undefined,
    corrections: [],
    sent: 1,
  });
});

it.each([
  { name: "another code", answer: fault(403, "AccessDenied", { date: "Mon, 23 Nov 2026 11:07:00 GMT" }) },
  {
    name: "another status",
    answer: fault(500, "RequestTimeTooSkewed", { date: "Mon, 23 Nov 2026 11:07:00 GMT" }),
  },
  { name: "a success", answer: { ...fault(200, "RequestTimeTooSkewed"), status: 200 } },
])("does not touch the clock for $name", async ({ answer }) => {
  const clock = createCorrectedClock(() => NOW);
  const wire = scripted(answer);
  await withClockCorrection(wire.send, clock)(request(), {});
  expect({ offset: clock.offsetMs(), sent: wire.sent.length }).toEqual({ offset: undefined, sent: 1 });
});

it("sends no write again: the clock is set, and the caller is told that it may try", async () => {
  const clock = createCorrectedClock(() => NOW);
  const wire = scripted(skewed, response());
  const corrections: number[] = [];
  const send = withClockCorrection(wire.send, clock, (_, offsetMs) => corrections.push(offsetMs));
  const put = request({ operation: "PutBucketEncryption", method: "PUT", isWrite: true });
  const error = await rejection(send(put, {}));
  expect(error).toMatchObject({
    code: "ClockSkew",
    retryable: true,
    mayHaveTakenEffect: false,
    clockOffsetMs: 420_000,
    operation: "PutBucketEncryption",
  });
  expect(error.message).toContain("The time is corrected from now on: run again.");
  expect({ sent: wire.sent.length, corrections, offset: clock.offsetMs() }).toEqual({
    sent: 1,
    corrections: [420_000],
    offset: 420_000,
  });
  expect(await send(put, {})).toMatchObject({ status: 200 });
});

it("is no longer hopeful about a write that is refused by the corrected clock, too", async () => {
  const wire = scripted(skewed);
  const send = withClockCorrection(
    wire.send,
    createCorrectedClock(() => NOW),
  );
  const put = request({ method: "PUT", isWrite: true });
  await rejection(send(put, {}));
  expect(await rejection(send(put, {}))).toMatchObject({ code: "ClockSkew", retryable: false });
  expect(wire.sent).toHaveLength(2);
});
