import type { voice as contract } from "@/lib/contract/registry";
import { AppError } from "@/lib/shared/errors";
import type { Handlers } from "../handlers";

export const voice: Handlers<typeof contract> = {
  createVoiceChatCompletions: () => {
    const text = "The voice endpoint is deprecated: use /v1/chat/completions, or the agent's messages";
    throw new AppError("expired", text, { exact: true });
  },
};
