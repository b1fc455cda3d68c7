import { expect, test } from "vitest";
import { ModelError, type ModelErrorKind } from "./model-error";
import { callTool, scriptedModel, text } from "./testing/scripted-model";
import { ofType, playTurn, rolesOf } from "./testing/turns";

test.each([
  ["timeout", "llm_api_error", "llm_timeout", "TIMEOUT"],
  ["rate_limit", "llm_api_error", "llm_rate_limit", "RATE_LIMIT_EXCEEDED"],
  ["authentication", "llm_api_error", "llm_authentication", "UNAUTHENTICATED"],
  ["permission", "llm_api_error", "llm_error", "PERMISSION_DENIED"],
  ["bad_request", "llm_api_error", "llm_bad_request", "INVALID_ARGUMENT"],
  ["insufficient_credits", "llm_api_error", "llm_insufficient_credits", "PAYMENT_REQUIRED"],
  ["overloaded", "llm_api_error", "llm_overloaded", "INTERNAL_SERVER_ERROR"],
  ["connection", "llm_api_error", "llm_error", "INTERNAL_SERVER_ERROR"],
  ["not_found", "llm_api_error", "llm_error", "NOT_FOUND"],
  ["server", "llm_api_error", "llm_error", "INTERNAL_SERVER_ERROR"],
  ["empty_response", "invalid_llm_response", "llm_empty_response", "INTERNAL_SERVER_ERROR"],
  ["invalid_response", "invalid_llm_response", "llm_error", "INTERNAL_SERVER_ERROR"],
  ["context_window_exceeded", "error", "context_window_exceeded", "CONTEXT_WINDOW_EXCEEDED"],
] satisfies [ModelErrorKind, string, string, string][])(
  "a provider failure of kind %s ends the turn as %s with %s",
  async (kind, reason, type, code) => {
    const { stopped, stored, events } = await playTurn({
      model: scriptedModel(new ModelError(kind, "the provider said no")),
    });
    expect(stopped).toMatchObject({
      stop_reason: reason,
      error: { error_type: type, message: "the provider said no", detail: `${code}: the provider said no` },
    });
    expect(stored).toEqual([]);
    expect(ofType(events, "step_failed")).toMatchObject([
      { stop_reason: reason, error: { error_type: type } },
    ]);
  },
);

test("a failure with a key of the user's own says so", async () => {
  const { stopped } = await playTurn({
    model: scriptedModel(new ModelError("rate_limit", "slow down", { byok: true })),
  });
  expect(stopped.error).toMatchObject({
    message: "slow down [BYOK]",
    detail: "RATE_LIMIT_EXCEEDED: slow down [BYOK]",
  });
});

// What a bug's message contains is nobody's business but the log's.
test("a failure of our own ends the turn as an error without its text", async () => {
  const { stopped } = await playTurn({ model: scriptedModel(new TypeError("secret internals")) });
  expect(stopped).toMatchObject({ stop_reason: "error", error: { error_type: "internal_error" } });
  expect(JSON.stringify(stopped)).not.toContain("secret internals");
});

test("a failure in the middle of an answer drops the answer: half a sentence is no history", async () => {
  const model = scriptedModel([]);
  model.stream = async function* () {
    yield text("Half a sen");
    throw new ModelError("connection", "connection lost");
  };
  const { stored, events, stopped } = await playTurn({ model });
  expect(ofType(events, "delta")).toHaveLength(1);
  expect(stored).toEqual([]);
  expect(stopped.stop_reason).toBe("llm_api_error");
});

test("a failure in a later step keeps the steps before it", async () => {
  const model = scriptedModel([callTool("roll")], new ModelError("overloaded", "busy"));
  const { stored, stopped, events } = await playTurn({ model, tools: { roll: {} } });
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool"]);
  expect(stopped).toMatchObject({ stop_reason: "llm_api_error", usage: { step_count: 1 } });
  expect(events.map(({ type }) => type).slice(-3)).toEqual(["step_started", "step_failed", "stopped"]);
});

test("every turn ends with exactly one stopped event, whatever happened", async () => {
  for (const turn of [[text("ok")], new ModelError("server", "x"), [callTool("nobody")]] as const) {
    const { events } = await playTurn({ model: scriptedModel(turn as never, [text("ok")]) });
    expect(ofType(events, "stopped")).toHaveLength(1);
    expect(events.at(-1)?.type).toBe("stopped");
  }
});
