import { expect, test } from "vitest";
import { codeFor, firstSteps, isAllDone, type Language } from "./steps";

const target = { origin: "http://127.0.0.1:8283", agentId: "agent-1", needsKey: false };
const languages: Language[] = ["typescript", "python", "curl"];

test("code names this server and this agent in every language", () => {
  for (const language of languages) {
    const code = codeFor(language, target);
    expect(code).toContain("http://127.0.0.1:8283");
    expect(code).toContain("agent-1");
  }
});

test("code carries a key exactly where the server asks for one", () => {
  for (const language of languages) {
    expect(codeFor(language, target)).not.toContain("your-key");
    expect(codeFor(language, { ...target, needsKey: true })).toContain("your-key");
  }
});

test("the list is over when all four steps are done", () => {
  const none = { hasTalked: false, hasRemembered: false, hasRealModel: false, hasCopiedCode: false };
  expect(firstSteps(none).map(({ isDone }) => isDone)).toEqual([false, false, false, false]);
  expect(isAllDone(firstSteps({ ...none, hasTalked: true }))).toBe(false);
  expect(
    isAllDone(firstSteps({ hasTalked: true, hasRemembered: true, hasRealModel: true, hasCopiedCode: true })),
  ).toBe(true);
});
