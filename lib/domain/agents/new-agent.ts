import type { z } from "zod";
import type { CreateAgentRequest } from "@/lib/contract/agents/schemas";
import type { CompactionSettingsInput } from "@/lib/contract/models/compaction";
import type { ModelSettings } from "@/lib/runtime/model-settings";

type Body = z.input<typeof CreateAgentRequest>;

/** What a caller may say of a new agent. In the two settings objects, only what was really said counts. */
export type NewAgent = Omit<Body, "model_settings" | "compaction_settings"> & {
  model_settings?: Partial<ModelSettings> | null;
  compaction_settings?: Partial<CompactionSettingsInput> | null;
};

/**
 * A parsed body without the defaults that parsing filled into it and its settings objects: for fields where leaving
 * out means something else than giving the default.
 */
export function asSent<T extends object>(body: T, sent: unknown): T {
  const fields = pickSent(body, sent) as Record<string, unknown>;
  for (const name of ["model_settings", "compaction_settings"])
    if (isObject(fields[name]))
      fields[name] = pickSent(fields[name], (sent as Record<string, unknown>)[name]);
  return fields as T;
}

function pickSent(parsed: object, sent: unknown): object {
  if (!isObject(sent)) return parsed;
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => name in sent));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
