import type { z } from "zod";
import type { ChatCompletionRequest } from "@/lib/contract/chat/request";
import type { ChatCompletion } from "@/lib/contract/chat/schemas";
import type { Context } from "../context";
import { collectResponse } from "../runs/collect-response";
import { asChatError } from "./chat-error";
import { chatUsage, finishReason, MESSAGE_BREAK, startChatTurn } from "./chat-turn";

/** One turn of an agent as a chat completion: what it said, without its thoughts and its tools. */
export async function completeChat(
  ctx: Context,
  body: ChatCompletionRequest,
): Promise<z.input<typeof ChatCompletion>> {
  try {
    const { runId, head } = await startChatTurn(ctx, body);
    const { messages, stop_reason, usage } = await collectResponse(ctx, runId);
    const said = messages.flatMap((item) =>
      item.message_type === "assistant_message" ? [textOf(item.content)] : [],
    );
    const message = { role: "assistant" as const, content: said.join(MESSAGE_BREAK) };
    const finish_reason = finishReason(stop_reason.stop_reason);
    return {
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, message, finish_reason, logprobs: null }],
      usage: chatUsage(usage as Parameters<typeof chatUsage>[0]),
    };
  } catch (error) {
    throw asChatError(error);
  }
}

const textOf = (content: string | { text?: string }[]) =>
  typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("");
