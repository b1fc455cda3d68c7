import type { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import type { Message } from "@/lib/runtime/messages";
import type { ResponseFormat } from "@/lib/runtime/model-config";
import type { ToolChoice } from "@/lib/runtime/ports";
import type { ClientSkill } from "@/lib/runtime/prompt/available-skills";
import type { RunOrigin } from "./run-origin";

/** What a run was asked to do, as stored in `runs.input` until it is done. */
export interface RunInput {
  messages: Message[];
  options: RunOptions;
  /** Absent in runs stored before there were any. */
  origin?: RunOrigin;
  /** Of a turn in a group: all that its next speaker needs to know. */
  group?: GroupTurn;
  /** What the run has to remember, in numbered lines; for keepers of a voice agent's memory. */
  transcript?: string[];
  /** The approval request that the run answers because nobody did in time. */
  expired_request_id?: string;
}

/** The state of a group's turn. Each run of it carries the whole, so that the next can be made from its row alone. */
export interface GroupTurn {
  group_id: string;
  /** A member speaks, the manager chooses who speaks next, or the manager asks all of them. */
  part: "speak" | "choose" | "supervise";
  /** Turns of members that have been given, this one included. */
  spoken: number;
  /** What the group was asked, and which agents have been told. */
  request: Message[];
  heard: string[];
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
  /** In place of the agent's own; chat completions may ask for one. */
  response_format?: ResponseFormat | null;
  /** What the first model call must do; chat completions may ask for it. */
  tool_choice?: ToolChoice | null;
}

type Request = Partial<Omit<LettaStreamingRequest, "messages" | "input">> &
  Pick<RunOptions, "response_format" | "tool_choice">;

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
  ...(body.response_format && { response_format: body.response_format }),
  ...(body.tool_choice && { tool_choice: body.tool_choice }),
});
