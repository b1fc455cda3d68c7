import type { z } from "zod";
import type { ChatCompletion } from "@/lib/contract/chat/schemas";
import type { Context } from "../context";
import { collectResponse } from "../runs/collect-response";
import type { ChatRequest } from "./chat-request";
import { chatUsage, finishReason, MESSAGE_BREAK, startChatTurn } from "./chat-turn";

/** One turn of an agent as a chat completion: what it said, without its thoughts and its own tools. */
export async function completeChat(ctx: Context, body: ChatRequest): Promise<z.input<typeof ChatCompletion>> {
  const { runId, head, tools } = await startChatTurn(ctx, body);
  const { messages, stop_reason, usage } = await collectResponse(ctx, runId);
  const said = messages.flatMap((item) =>
    item.message_type === "assistant_message" ? [textOf(item.content)] : [],
  );
  const calls = messages.flatMap((item) =>
    item.message_type === "approval_request_message"
      ? callsIn(item).filter(({ name }) => tools.has(name))
      : [],
  );
  const message = {
    role: "assistant" as const,
    content: said.length > 0 || calls.length === 0 ? said.join(MESSAGE_BREAK) : null,
    tool_calls: calls.length > 0 ? calls.map(toolCall) : null,
  };
  const finish_reason = finishReason(stop_reason.stop_reason, calls.length);
  return {
    ...head,
    object: "chat.completion",
    choices: [{ index: 0, message, finish_reason, logprobs: null }],
    usage: chatUsage(usage as Parameters<typeof chatUsage>[0]),
  };
}

type Call = { name: string; arguments: string; tool_call_id: string };

const callsIn = (item: { tool_calls?: unknown }) => (item.tool_calls ?? []) as Call[];

const toolCall = ({ name, arguments: args, tool_call_id }: Call) => ({
  id: tool_call_id,
  type: "function" as const,
  function: { name, arguments: args },
});

const textOf = (content: string | { text?: string }[]) =>
  typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("");
