import { z } from "zod";
import { orNull } from "../common";
import { ModelSettings, ModelSettingsInput } from "./settings";

export const CompactionSettingsInput = z
  .object({
    model: z.string().nullish(),
    model_settings: ModelSettingsInput.nullish(),
    prompt: z.string().nullish(),
    prompt_acknowledgement: z.boolean().default(false),
    clip_chars: z.int().nullable().default(50000),
    mode: z
      .enum(["all", "sliding_window", "self_compact_all", "self_compact_sliding_window"])
      .default("sliding_window"),
    sliding_window_percentage: z.number().optional(),
  })
  .meta({ id: "CompactionSettings-Input" });
export type CompactionSettingsInput = z.output<typeof CompactionSettingsInput>;

export const CompactionSettings = z
  .object({
    model: orNull(z.string()),
    model_settings: orNull(ModelSettings),
    prompt: orNull(z.string()),
    prompt_acknowledgement: z.boolean().default(false),
    clip_chars: z.int().nullable().default(50000),
    mode: z
      .enum(["all", "sliding_window", "self_compact_all", "self_compact_sliding_window"])
      .default("sliding_window"),
    sliding_window_percentage: z.number().optional(),
  })
  .meta({ id: "CompactionSettings-Output" });
export type CompactionSettings = z.output<typeof CompactionSettings>;
