import { describe, expect, test } from "vitest";
import type { ScriptedTurn } from "@/e2e/scripted-model/script";
import { ModelError, type ModelErrorKind } from "@/lib/runtime/model-error";
import type { Model } from "@/lib/runtime/ports";
import { finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { collect } from "@/lib/shared/collect";
import { demoConfig, demoModel } from "./demo/demo-model";
import { openai } from "./providers/openai";
import { asking, saidIn, withScriptedBridge } from "./testing/scripted-bridge";

const { server, bridge, impatientBridge } = withScriptedBridge();

describe("a failure", () => {
  const failure = async (model: Model) => {
    try {
      await collect(model.stream(asking("hi")));
    } catch (error) {
      if (error instanceof ModelError) return error;
      throw error;
    }
    throw new Error("It did not fail");
  };

  test.each<[string, ScriptedTurn, ModelErrorKind, number]>([
    ["400", { error: { status: 400, message: "bad" } }, "bad_request", 1],
    [
      "401",
      { error: { status: 401, message: "Incorrect API key provided: sk-secret-key" } },
      "authentication",
      1,
    ],
    ["402", { error: { status: 402 } }, "insufficient_credits", 1],
    ["403", { error: { status: 403 } }, "permission", 1],
    ["404", { error: { status: 404, message: "no such model" } }, "not_found", 1],
    ["429", { error: { status: 429 } }, "rate_limit", 3],
    [
      "429 for want of money",
      { error: { status: 429, code: "insufficient_quota" } },
      "insufficient_credits",
      1,
    ],
    ["500", { error: { status: 500 } }, "server", 3],
    ["503", { error: { status: 503 } }, "overloaded", 3],
    ["529", { error: { status: 529 } }, "overloaded", 3],
    ["overflow", { error: { status: 400, code: "context_length_exceeded" } }, "context_window_exceeded", 1],
    ["a stream without content or end", { withoutFinish: true }, "empty_response", 1],
    ["a stream cut after its first words", { text: "never to be finished", cutAfter: 2 }, "connection", 1],
    ["a stream that ends without saying so", { text: "half", withoutFinish: true }, "connection", 1],
  ])(
    "by %s is a ModelError of its kind, retried only if that may help",
    async (_name, turn, kind, attempts) => {
      const error = await failure(bridge(...Array.from({ length: attempts }, () => turn)));
      expect(error).toMatchObject({ kind, byok: false });
      expect(error.message).not.toContain("sk-secret-key");
      expect(server().requests).toHaveLength(attempts);
    },
  );

  test("keeps what was sent and what came back, without the key", async () => {
    const error = await failure(
      bridge({ error: { status: 401, message: "Incorrect API key provided: sk-secret-key" } }),
    );
    expect(error.trace).toMatchObject({
      request: { stream: true },
      response: { error: { kind: "authentication", status: 401 }, body: { error: {} } },
    });
    expect(JSON.stringify(error.trace)).not.toContain("sk-secret-key");
  });

  test("to say anything in time is a timeout, and tried again", async () => {
    const silent = { delayMs: 1_000, text: "late" };
    server().script(silent, silent, silent);
    expect(await failure(impatientBridge())).toMatchObject({ kind: "timeout" });
    expect(server().requests).toHaveLength(3);
  });

  test("that passes is not seen", async () => {
    const parts = await collect(
      bridge({ error: { status: 500 } }, { error: { status: 429 } }, { text: "fine" }).stream(asking("hi")),
    );
    expect(saidIn(parts)).toBe("fine");
  });

  test("is retried when the provider said, and an abort ends the wait", async () => {
    const started = performance.now();
    await collect(bridge({ error: { status: 429, retryAfter: "0.2" } }, { text: "ok" }).stream(asking("hi")));
    expect(performance.now() - started).toBeGreaterThan(190);
    const signal = AbortSignal.timeout(50);
    await expect(
      collect(bridge({ error: { status: 429, retryAfter: "20" } }).stream(asking("hi", { signal }))),
    ).rejects.toThrow();
  });

  test("to connect is told as one", async () => {
    const gone = openai({
      name: "openai",
      category: "byok",
      source: "database",
      baseUrl: "http://127.0.0.1:9/v1",
      apiKey: null,
      listTimeoutMs: 100,
      limits: { retries: 0 },
    }).openModel({ model: "m", model_endpoint_type: "openai", context_window: 1 });
    expect(await failure(gone)).toMatchObject({ kind: "connection", byok: true });
  });

  test("of the demo model is asked for", async () => {
    const error = collect(demoModel(demoConfig).stream(asking("/error overflow")));
    await expect(error).rejects.toMatchObject({ kind: "context_window_exceeded" });
  });

  test("of the in-memory script is the error it was given", async () => {
    const model = scriptedModel(new ModelError("rate_limit", "later"), [text("x"), finish("length")]);
    expect(await failure(model)).toMatchObject({ kind: "rate_limit" });
    expect((await collect(model.stream(asking("hi")))).at(-1)).toMatchObject({ reason: "length" });
  });
});
