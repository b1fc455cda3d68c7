import type { CompactionPort } from "../compaction/port";
import type { CompactionRules } from "../compaction/rules";
import { TokenMeter } from "../compaction/token-meter";
import type { Model } from "../ports";
import { type ScriptedModel, type ScriptedTurn, scriptedConfig, scriptedModel } from "./scripted-model";
import { systemMessage } from "./turns";

export interface FakeCompaction extends CompactionPort {
  /** What failed and was gone on without. */
  problems: string[];
}

/** A port whose system message says that it was compiled again. One token is four characters. */
export function fakeCompaction(summarisers: Model[], rules: Partial<CompactionRules> = {}): FakeCompaction {
  const problems: string[] = [];
  return {
    problems,
    rules: {
      mode: "sliding_window",
      prompt: null,
      prompt_acknowledgement: false,
      clip_chars: 50_000,
      sliding_window_percentage: 0.3,
      ...rules,
    },
    meter: new TokenMeter((text) => Math.ceil(text.length / 4)),
    openSummarisers: async () => summarisers,
    loadSystem: async () => ({ ...systemMessage, content: [{ type: "text", text: "Compiled again." }] }),
    onProblem: (_, message) => void problems.push(message),
  };
}

/** A scripted model with a window of this many tokens. */
export function windowed(contextWindow: number, ...turns: ScriptedTurn[]): ScriptedModel {
  return Object.assign(scriptedModel(...turns), {
    config: { ...scriptedConfig, context_window: contextWindow },
  });
}
