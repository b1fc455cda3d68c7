import type { Telemetry } from "@/lib/runtime/telemetry";
import { RunSpans } from "./run-spans";

export interface OtlpOptions {
  /** Where spans are posted, e.g. `http://localhost:4318/v1/traces`. */
  url: string;
  headers: Record<string, string>;
  serviceName: string;
  serviceVersion: string;
  /** More attributes of the resource. */
  attributes: Record<string, string>;
  hasContent: boolean;
  onProblem: (message: string) => void;
}

/** Sends spans to a collector, in batches and beside the work. The libraries are loaded only when this is called. */
export async function otlpTelemetry(options: OtlpOptions): Promise<Telemetry & { close(): Promise<void> }> {
  const [
    api,
    { BatchSpanProcessor, RandomIdGenerator, TracerProvider },
    { resourceFromAttributes },
    { OTLPTraceExporter },
  ] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
  ]);
  listen(api, options.onProblem);
  const random = new RandomIdGenerator();
  let nextTraceId: string | null = null;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      ...options.attributes,
      "service.name": options.serviceName,
      "service.version": options.serviceVersion,
    }),
    // A run's trace has the id that its steps tell, so that one leads to the other.
    idGenerator: {
      generateTraceId: () => nextTraceId ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: options.url, headers: options.headers }),
      }),
    ],
  });
  const tracer = provider.getTracer("mneme", options.serviceVersion);
  return {
    openRun(run) {
      nextTraceId = api.isValidTraceId(run.traceId) ? run.traceId : null;
      try {
        return new RunSpans({ api, tracer, run, hasContent: options.hasContent });
      } finally {
        nextTraceId = null;
      }
    },
    close: () => provider.shutdown(),
  };
}

/** What goes wrong while exporting; headers are not in it. */
function listen(
  { diag, DiagLogLevel }: typeof import("@opentelemetry/api"),
  onProblem: (message: string) => void,
) {
  const told = (message: string) => onProblem(message.slice(0, 500));
  diag.setLogger(
    { error: told, warn: told, info() {}, debug() {}, verbose() {} },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
