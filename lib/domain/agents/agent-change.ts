import type { UpdateAgent } from "@/lib/contract/agents/schemas";
import type { CompactionSettingsInput } from "@/lib/contract/models/compaction";
import type { ModelSettings } from "@/lib/runtime/model-settings";

/** What may change of an agent. In the two settings objects, only what was really said counts. */
export type AgentChange = Partial<Omit<UpdateAgent, "model_settings" | "compaction_settings">> & {
  model_settings?: Partial<ModelSettings> | null;
  compaction_settings?: Partial<CompactionSettingsInput> | null;
};
