import { expect, test } from "vitest";
import type { Message } from "../messages";
import { systemMessage, userMessage } from "../testing/turns";
import { TokenMeter } from "./token-meter";

function aMeter() {
  const counted: string[] = [];
  const meter = new TokenMeter((text) => {
    counted.push(text);
    return Math.ceil(text.length / 4);
  });
  return { meter, counted };
}

const long = userMessage("x".repeat(4_000));
const tool = { name: "roll", description: "Rolls dice", parameters: { type: "object", properties: {} } };

test("a count follows what the provider reported for the last request", () => {
  const { meter } = aMeter();
  const before = meter.count([long]);
  meter.calibrate(before * 1.5, 1_000, [long], []);
  expect(meter.count([long])).toBe(Math.ceil(before * 1.5));
  meter.calibrate(before, 1_000, [long], []);
  expect(meter.count([long])).toBe(before);
});

// A proxy that reports ten tokens for everything must not make every request look short.
test.each([
  [1, 0.5],
  [1_000_000, 3],
])("a report of %d tokens is not believed beyond a factor of %d", (counted, factor) => {
  const { meter } = aMeter();
  const before = meter.count([long]);
  meter.calibrate(counted, 1_000, [long], []);
  expect(meter.count([long])).toBe(Math.ceil(before * factor));
});

test("a refused request counts as filling the window at least", () => {
  const { meter } = aMeter();
  meter.calibrateRefusal(2_000, [long], []);
  expect(meter.count([long])).toBeGreaterThanOrEqual(2_000);
  meter.calibrateRefusal(500, [long], []);
  expect(meter.count([long])).toBeGreaterThanOrEqual(2_000);
});

test("a short history is not counted at all, and a message is counted once", async () => {
  const { meter, counted } = aMeter();
  expect(await meter.exceeds(10_000, [systemMessage, long], [tool])).toBe(false);
  expect(counted).toEqual([]);
  expect(await meter.exceeds(500, [systemMessage, long], [tool])).toBe(true);
  expect(await meter.exceeds(500, [systemMessage, long], [tool])).toBe(true);
  expect(counted).toHaveLength(3);
});

test("a system message that was rewritten is counted again", () => {
  const { meter } = aMeter();
  const short = meter.count([systemMessage]);
  const rewritten: Message = { ...systemMessage, content: [{ type: "text", text: "x".repeat(800) }] };
  expect(meter.count([rewritten])).toBeGreaterThan(short + 100);
});

test("returns count once though a tool row holds them twice, and an image counts as one whatever its size", () => {
  const { meter } = aMeter();
  const base = { created_at: systemMessage.created_at };
  const returned: Message = {
    ...base,
    id: "message-returned",
    role: "tool",
    content: [{ type: "text", text: "y".repeat(400) }],
    tool_returns: [{ tool_call_id: "a", status: "success", func_response: "y".repeat(400) }],
  };
  expect(meter.count([returned])).toBe(104);
  const source = { type: "base64" as const, media_type: "image/png", data: "A".repeat(100_000) };
  const image: Message = { ...base, id: "message-image", role: "user", content: [{ type: "image", source }] };
  expect(meter.count([image])).toBeLessThan(2_000);
});

// Counting is slow: a window of a large model takes the tokenizer most of a second.
test("a long window is counted in portions, between which others get their turn", async () => {
  const messages = Array.from({ length: 40 }, (_, number) =>
    userMessage(`message ${number}`, `message-${number}`),
  );
  const meter = new TokenMeter((text) => {
    const end = performance.now() + 2;
    while (performance.now() < end);
    return text.length;
  });
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  await meter.prepare(messages);
  clearInterval(others);
  expect(turns).toBeGreaterThan(3);
});
