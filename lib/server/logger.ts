import pino from "pino";
import type { Logger } from "@/lib/domain/context";

/** One JSON line an event. Bodies, prompts and secrets are never passed in; what looks like one is cut all the same. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
    redact: {
      paths: ["*.authorization", "*.api_key", "*.apiKey", "*.password", "*.token", "*.secret"],
      censor: "…",
    },
  }) as unknown as Logger;
}
