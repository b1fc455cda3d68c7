import { z } from "zod";
import { orNull } from "../common";
import { LettaErrorMessage, LettaPing, LettaStopReason, LettaUsageStatistics } from "../messages/responses";
import {
  ApprovalRequestMessage,
  ApprovalResponseMessage,
  AssistantMessage,
  EventMessage,
  HiddenReasoningMessage,
  LettaMessageUnion,
  ReasoningMessage,
  SummaryMessage,
  SystemMessage,
  ToolCallMessage,
  ToolReturnMessage,
  UserMessage,
} from "../messages/schemas";

const numbered = { run_id: z.string(), seq_id: z.int() };
const runEvent = <E extends string>(event: E) => ({
  message_type: z.literal("mneme_event"),
  event: z.literal(event),
  ...numbered,
});

/** What happens in a run besides its messages. */
export const MnemeRunEvent = z
  .discriminatedUnion("event", [
    /** The run is stored and waits for its turn; `input` is what it was asked. */
    z.object({ ...runEvent("accepted"), agent_id: z.string(), input: z.array(LettaMessageUnion) }),
    z.object({ ...runEvent("step_started"), step_id: z.string() }),
    z.object({
      ...runEvent("step_finished"),
      step_id: z.string(),
      status: z.enum(["success", "failed"]),
      usage: orNull(
        z.object({
          input: z.int(),
          output: z.int(),
          total: z.int(),
          cachedInput: orNull(z.int()),
          cacheWrite: orNull(z.int()),
          reasoning: orNull(z.int()),
        }),
      ),
    }),
    /** The process died in the step: what was streamed of it counts for nothing, another step takes its place. */
    z.object({ ...runEvent("step_discarded"), step_id: z.string() }),
    z.object({
      ...runEvent("tool_started"),
      step_id: z.string(),
      tool_call_id: z.string(),
      name: z.string(),
    }),
    z.object({
      ...runEvent("tool_returned"),
      step_id: z.string(),
      tool_call_id: z.string(),
      name: z.string(),
      status: z.enum(["success", "error"]),
      duration_ms: z.int(),
      tool_return: z.string(),
    }),
  ])
  .meta({ id: "MnemeRunEvent" });
export type MnemeRunEvent = z.output<typeof MnemeRunEvent>;

/** One item of the stream of a run. All but pings are numbered in `seq_id`, without gaps, alike for every reader. */
export const MnemeRunStreamItem = z
  .discriminatedUnion("message_type", [
    SystemMessage,
    UserMessage,
    ReasoningMessage,
    HiddenReasoningMessage,
    ToolCallMessage,
    ToolReturnMessage,
    AssistantMessage,
    ApprovalRequestMessage,
    ApprovalResponseMessage,
    SummaryMessage,
    EventMessage,
    LettaPing,
    LettaErrorMessage,
    LettaStopReason.extend(numbered),
    LettaUsageStatistics.extend(numbered),
    MnemeRunEvent,
  ])
  .meta({ id: "MnemeRunStreamItem" });
export type MnemeRunStreamItem = z.output<typeof MnemeRunStreamItem>;

const activity = <E extends string>(event: E) => ({
  message_type: z.literal("activity"),
  event: z.literal(event),
});
const run = {
  run_id: z.string(),
  conversation_id: orNull(z.string()),
  status: z.string(),
  stop_reason: orNull(z.string()),
};
const block = { block_id: z.string(), label: z.string(), version: z.int() };

/** What changed of an agent. `state` comes first and says how things are; the others say what became different. */
export const MnemeActivity = z
  .discriminatedUnion("event", [
    z.object({
      ...activity("state"),
      agent_version: z.int(),
      blocks: z.array(z.object(block)),
      /** Those that are not over. */
      runs: z.array(z.object(run)),
    }),
    z.object({ ...activity("run_started"), ...run }),
    z.object({ ...activity("run_updated"), ...run }),
    z.object({ ...activity("run_ended"), ...run }),
    z.object({ ...activity("block_changed"), ...block }),
    z.object({ ...activity("block_attached"), ...block }),
    z.object({ ...activity("block_detached"), ...block }),
    /** Its settings, tools or messages. */
    z.object({ ...activity("agent_changed"), agent_version: z.int() }),
    z.object({ ...activity("agent_deleted") }),
  ])
  .meta({ id: "MnemeActivity" });
export type MnemeActivity = z.output<typeof MnemeActivity>;

export const MnemeActivityItem = z
  .discriminatedUnion("message_type", [MnemeActivity, z.object({ message_type: z.literal("ping") })])
  .meta({ id: "MnemeActivityItem" });
