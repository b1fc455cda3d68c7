import { type OtlpOptions, otlpTelemetry } from "@/lib/adapters/telemetry/otlp";
import type { Context } from "@/lib/domain/context";
import { noTelemetry, type Telemetry } from "@/lib/runtime/telemetry";
import type { Env } from "./env";

/** Sends spans where the standard variables say; without them nothing is loaded and nothing is sent. */
export async function openTelemetry(
  env: Env,
  version: string,
  log: Context["log"],
): Promise<Telemetry & { close(): Promise<void> }> {
  const url = tracesUrl(env);
  if (!url || env.OTEL_SDK_DISABLED) return { ...noTelemetry, close: async () => {} };
  if (env.OTEL_EXPORTER_OTLP_PROTOCOL && env.OTEL_EXPORTER_OTLP_PROTOCOL !== "http/protobuf")
    log.warn(
      {},
      `OTEL_EXPORTER_OTLP_PROTOCOL=${env.OTEL_EXPORTER_OTLP_PROTOCOL} is not spoken; http/protobuf is used`,
    );
  return otlpTelemetry(otlpOptions(env, { url, version, log }));
}

function tracesUrl({
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own,
  OTEL_EXPORTER_OTLP_ENDPOINT: base,
}: Env): string | null {
  if (own) return own;
  return base ? `${base.replace(/\/+$/, "")}/v1/traces` : null;
}

function otlpOptions(
  env: Env,
  { url, version, log }: { url: string; version: string; log: Context["log"] },
): OtlpOptions {
  return {
    url,
    headers: pairs(env.OTEL_EXPORTER_OTLP_HEADERS),
    serviceName: env.OTEL_SERVICE_NAME,
    serviceVersion: version,
    attributes: pairs(env.OTEL_RESOURCE_ATTRIBUTES),
    hasContent: env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT,
    onProblem: (message) => log.warn({ message }, "spans could not be sent to the collector"),
  };
}

/** `a=1,b=2`, percent-encoded, as the OpenTelemetry variables write it. */
function pairs(text = ""): Record<string, string> {
  const entries = text.split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 ? [[decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]] : [];
  });
  return Object.fromEntries(entries);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return text.trim();
  }
}
