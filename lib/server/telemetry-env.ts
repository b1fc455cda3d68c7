import { z } from "zod";

const flag = z
  .enum(["true", "false", "1", "0", "yes", "no", "on", "off"])
  .transform((value) => ["true", "1", "yes", "on"].includes(value));

/** The standard variables of OpenTelemetry, as far as the server knows them. */
export const telemetryVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .describe(
      "A collector (OTLP over HTTP), such as `http://localhost:4318`. Runs, steps, model and tool calls are sent there as spans. Without it nothing is sent.",
    ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z
    .url()
    .optional()
    .describe("The whole address for spans, when it is not `/v1/traces` of the collector."),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .optional()
    .describe("Headers for the collector, such as `authorization=Bearer%20…`; a comma list."),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.string().optional().describe("Only `http/protobuf` is spoken."),
  OTEL_SERVICE_NAME: z.string().default("mneme").describe("Name of this server in the spans."),
  OTEL_RESOURCE_ATTRIBUTES: z
    .string()
    .optional()
    .describe("More about this server in the spans, such as `deployment.environment=prod`; a comma list."),
  OTEL_SDK_DISABLED: flag.default(false).describe("`true` sends nothing, whatever else is set."),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: flag
    .default(false)
    .describe(
      "`true` puts what was said, and what tools were given and gave, into the spans. Without it they carry none of it.",
    ),
} as const;
