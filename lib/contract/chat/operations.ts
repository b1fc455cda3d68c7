import { z } from "zod";
import { operation } from "../operation";
import { ChatCompletionRequest } from "./request";
import { ChatCompletion } from "./schemas";

export const createChatCompletion = operation({
  method: "POST",
  path: "/v1/chat/completions",
  operationId: "create_chat_completion",
  summary: "Create chat completion",
  openai: true,
  body: ChatCompletionRequest,
  response: ChatCompletion,
  event: z.unknown(),
});
