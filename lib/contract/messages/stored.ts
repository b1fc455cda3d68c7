import { z } from "zod";
import { ChatToolCall } from "../chat/schemas";
import { datetime, orNull } from "../common";
import { ApprovalReturn, ImageContent, MessageContent, TextContent } from "./content";

export const MessageRole = z
  .enum(["assistant", "user", "tool", "function", "system", "approval", "summary"])
  .meta({ id: "MessageRole" });
export type MessageRole = z.output<typeof MessageRole>;

export const StoredToolReturn = z
  .object({
    tool_call_id: z.unknown().default(null),
    status: z.enum(["success", "error"]),
    stdout: orNull(z.array(z.string())),
    stderr: orNull(z.array(z.string())),
    func_response: orNull(
      z.union([z.string(), z.array(z.discriminatedUnion("type", [TextContent, ImageContent]))]),
    ),
  })
  .meta({ id: "letta__schemas__message__ToolReturn-Output" });
export type StoredToolReturn = z.output<typeof StoredToolReturn>;

export const Message = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: datetime,
    updated_at: orNull(datetime),
    id: z.string(),
    agent_id: orNull(z.string()),
    model: orNull(z.string()),
    role: MessageRole,
    content: orNull(z.array(MessageContent)),
    name: orNull(z.string()),
    tool_calls: orNull(z.array(ChatToolCall)),
    tool_call_id: orNull(z.string()),
    step_id: orNull(z.string()),
    run_id: orNull(z.string()),
    otid: orNull(z.string()),
    tool_returns: orNull(z.array(StoredToolReturn)),
    group_id: orNull(z.string()),
    sender_id: orNull(z.string()),
    batch_item_id: orNull(z.string()),
    conversation_id: orNull(z.string()),
    is_err: orNull(z.boolean()),
    approval_request_id: orNull(z.string()),
    approve: orNull(z.boolean()),
    denial_reason: orNull(z.string()),
    approvals: orNull(z.array(z.union([ApprovalReturn, StoredToolReturn]))),
  })
  .meta({ id: "Message" });
export type Message = z.output<typeof Message>;

export const StoredToolReturnInput = z
  .object({
    tool_call_id: z.unknown().optional(),
    status: z.enum(["success", "error"]),
    stdout: z.array(z.string()).nullish(),
    stderr: z.array(z.string()).nullish(),
    func_response: z
      .union([z.string(), z.array(z.discriminatedUnion("type", [TextContent, ImageContent]))])
      .nullish(),
  })
  .meta({ id: "letta__schemas__message__ToolReturn-Input" });
export type StoredToolReturnInput = z.output<typeof StoredToolReturnInput>;
