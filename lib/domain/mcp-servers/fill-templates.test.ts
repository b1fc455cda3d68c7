import { expect, test } from "vitest";
import { fillTemplates } from "./fill-templates";

test.each([
  ["{{ KEY }}", "secret"],
  ["{{KEY}}/{{ KEY }}", "secret/secret"],
  ["{{ OTHER }}", "{{ OTHER }}"],
  ["{{ OTHER | a default }}", "a default"],
  ["{{OTHER|}}", ""],
  ["{{ KEY | a default }}", "secret"],
  ['{"a":{{{KEY}}}}', '{"a":{secret}}'],
  ["{{ {{KEY}}", "{{ secret"],
  ["{{OTHER|a{b}c}}", "a{b}c"],
  ["{{ key }} {{}} {{", "{{ key }} {{}} {{"],
])("%s becomes %s", (text, filled) => {
  expect(fillTemplates(text, { KEY: "secret" })).toBe(filled);
});

test("a text that was made to hold up the server does not", () => {
  const start = performance.now();
  for (const text of [`{{A|${" ".repeat(20_000)}`, "{{A|".repeat(20_000), `{{A${" ".repeat(20_000)}|`])
    expect(fillTemplates(text, {})).toBe(text);
  expect(performance.now() - start).toBeLessThan(10_000);
});
