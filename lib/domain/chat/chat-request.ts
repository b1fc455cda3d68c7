import type { z } from "zod";
import { ChatCompletionRequest } from "@/lib/contract/chat/request";
import { ChatSuperset } from "@/lib/contract/chat/superset";
import type { ToolChoice } from "@/lib/runtime/ports";
import { AppError } from "@/lib/shared/errors";

export type ChatRequest = ChatCompletionRequest & ChatSuperset;

/**
 * A chat completion's request with all that OpenAI's clients may ask for.
 * @throws AppError `invalid_argument` for a field that is not what it should be
 */
export const chatRequest = (body: ChatCompletionRequest, sent: unknown): ChatRequest => ({
  ...body,
  ...parsed(ChatSuperset, sent),
});

/** The same where the contract leaves the body open and the path names the agent. */
export function voiceRequest(agentId: string, sent: Record<string, unknown>): ChatRequest {
  const body = parsed(ChatCompletionRequest, { stream: true, ...sent, model: agentId });
  return chatRequest(body, sent);
}

/** The caller's tools, as a turn knows them; with the choice `none` there are none. */
export const callersTools = ({ tools, tool_choice: choice }: ChatRequest) =>
  choice === "none" ? [] : (tools ?? []).map((tool) => tool.function);

/**
 * What the first model call must do.
 * @throws AppError `invalid_argument` for a tool that was not given
 */
export function toolChoiceOf(request: ChatRequest): ToolChoice | null {
  const { tool_choice: choice } = request;
  const tools = callersTools(request);
  if (typeof choice !== "object" || choice === null)
    return choice === "required" && tools.length > 0 ? choice : null;
  const { name } = choice.function;
  if (tools.some((tool) => tool.name === name)) return { name };
  throw new AppError("invalid_argument", `tool_choice names '${name}', which is not among the tools`);
}

function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new AppError("invalid_argument", `${path.join(".") || "The body"}: ${message}`);
}
