import { z } from "zod";
import { orNull } from "../common";

export const MnemeContextSection = z
  .object({
    kind: z.enum([
      "system_prompt",
      "memory_frame",
      "memory_block",
      "memory_filesystem",
      "tool_usage_rules",
      "directories",
      "memory_metadata",
      "skills",
      "tool",
      "summary",
      "message",
    ]),
    /** Label of a block, name of a tool, role of a message. */
    name: z.string(),
    /** The block or tool by this name, if the agent has it now. */
    id: orNull(z.string()),
    text: z.string(),
    /** The text was too long to be told whole; `chars` and `tokens` are of all of it. */
    is_cut: z.boolean(),
    chars: z.int(),
    tokens: z.int(),
    /** Of `total_tokens`, from 0 to 1. */
    share: z.number(),
    /** Pictures and files, which are not counted in tokens. */
    attachments: z.int(),
  })
  .meta({ id: "MnemeContextSection" });
export type MnemeContextSection = z.output<typeof MnemeContextSection>;

export const MnemeContextView = z
  .object({
    agent_id: orNull(z.string()),
    step_id: orNull(z.string()),
    run_id: orNull(z.string()),
    model: orNull(z.string()),
    context_window: orNull(z.int()),
    /** In the order in which the model reads them: system message, tools, messages. */
    sections: z.array(MnemeContextSection),
    /** Exactly the sum of the sections; our own count, so an estimate of the provider's. */
    total_tokens: z.int(),
    /** The provider's count of the same request; null before it was sent. */
    provider_usage: orNull(
      z.object({
        prompt_tokens: z.int(),
        completion_tokens: z.int(),
        cached_input_tokens: orNull(z.int()),
        cache_write_tokens: orNull(z.int()),
        reasoning_tokens: orNull(z.int()),
        /** Null when the price of the model is not known. */
        cost_usd: orNull(z.number()),
      }),
    ),
    /** What else the request said: model, sampling, response format. */
    parameters: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "MnemeContextView" });
export type MnemeContextView = z.output<typeof MnemeContextView>;
