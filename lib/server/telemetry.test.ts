import { expect, test } from "vitest";
import { noTelemetry } from "@/lib/runtime/telemetry";
import { readEnv } from "./env";
import { createLogger } from "./logger";
import { openTelemetry } from "./telemetry";

const log = createLogger("silent");

test.each([
  ["nothing is set", {}],
  ["it is switched off", { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318", OTEL_SDK_DISABLED: "true" }],
])("no span is made when %s", async (_, env) => {
  const telemetry = await openTelemetry(readEnv(env), "1", log);
  expect(telemetry.openRun).toBe(noTelemetry.openRun);
});

test("spans are made once a collector is named", async () => {
  const env = readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
  const telemetry = await openTelemetry(env, "1", log);
  expect(telemetry.openRun).not.toBe(noTelemetry.openRun);
  await telemetry.close();
});
