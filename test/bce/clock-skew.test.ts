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
