import type { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import type { Message } from "@/lib/runtime/messages";
import type { ClientSkill } from "@/lib/runtime/prompt/available-skills";

/** What a run was asked to do, as stored in `runs.input` until it is done. */
export interface RunInput {
  messages: Message[];
  options: RunOptions;
}

export interface RunOptions {
  max_steps: number;
  stream_tokens: boolean;
  use_assistant_message: boolean;
  include_return_message_types: string[] | null;
  client_tools: { name: string; description?: string | null; parameters?: Record<string, unknown> | null }[];
  /** Absent in runs stored before there were any. */
  client_skills?: ClientSkill[];
  override_model: string | null;
  override_system: string | null;
  /** Absent in runs stored before there were any. */
  include_compaction_messages?: boolean;
}

type Request = Partial<Omit<LettaStreamingRequest, "messages" | "input">>;

export const runOptions = (body: Request): RunOptions => ({
  max_steps: body.max_steps ?? 50,
  stream_tokens: body.stream_tokens ?? false,
  use_assistant_message: body.use_assistant_message ?? true,
  include_return_message_types: body.include_return_message_types ?? null,
  client_tools: body.client_tools ?? [],
  client_skills: body.client_skills ?? [],
  override_model: body.override_model ?? null,
  override_system: body.override_system ?? null,
  include_compaction_messages: body.include_compaction_messages ?? false,
});
