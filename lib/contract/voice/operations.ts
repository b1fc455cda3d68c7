import { z } from "zod";
import { operation } from "../operation";

export const createVoiceChatCompletions = operation({
  method: "POST",
  path: "/v1/voice-beta/{agent_id}/chat/completions",
  operationId: "create_voice_chat_completions",
  summary: "Create voice chat completions",
  deprecated: true,
  openai: true,
  params: z.object({ agent_id: z.string() }),
  body: z.record(z.string(), z.unknown()),
  response: z.unknown(),
  event: z.unknown(),
});
