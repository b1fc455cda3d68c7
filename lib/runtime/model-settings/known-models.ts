/** The window of a model nobody told us about. */
export const UNKNOWN_CONTEXT_WINDOW = 30_000;

/** What an agent gets of a larger window unless it asks for more. */
export const DEFAULT_CONTEXT_WINDOW_CAP = 128_000;

/** First match wins. Windows in tokens, for providers that do not report them. */
export const knownContextWindows: [pattern: RegExp, tokens: number][] = [
  [/gpt-4\.1/, 1_047_576],
  [/gpt-5\.[4-9]/, 1_050_000],
  [/gpt-[5-9]/, 272_000],
  [/gpt-4o|chatgpt-4o|gpt-4-turbo/, 128_000],
  [/gpt-4-32k/, 32_768],
  [/gpt-4/, 8_192],
  [/gpt-3\.5/, 16_385],
  [/^o1-(mini|preview)/, 128_000],
  [/^o\d/, 200_000],
  [/claude-[a-z]+-[5-9]/, 1_000_000],
  [/claude/, 200_000],
  [/gemini-1\.5-pro/, 2_097_152],
  [/gemini/, 1_048_576],
  [/deepseek/, 64_000],
  [/glm-(4\.[6-9]|[5-9])/, 180_000],
  [/glm-4\.5/, 128_000],
  [/kimi/, 262_144],
  [/minimax-m/, 204_800],
  [/mistral|ministral|magistral|devstral/, 128_000],
  [/gpt-oss|llama-?(3\.[1-9]|4)|nova-(pro|lite|premier)/, 128_000],
];

/** First match wins. What the provider accepts at most, for providers that do not report it. */
export const knownMaxOutputs: [pattern: RegExp, tokens: number][] = [
  [/gpt-[5-9](?!.*-chat)/, 128_000],
  [/gpt-4\.1/, 32_768],
  [/gpt-4o|chatgpt-4o/, 16_384],
  [/gpt-4-turbo|gpt-3\.5/, 4_096],
  [/gpt-4/, 8_192],
  [/^o\d/, 100_000],
  [/claude-(opus|sonnet)-(4-[6-9]|[5-9])/, 128_000],
  [/claude-(opus)-4(-[01])?(-|$)/, 32_000],
  [/claude-(sonnet|haiku|opus)-4/, 64_000],
  [/claude-3-7/, 64_000],
  [/claude/, 8_192],
  [/gemini-(2\.5|[3-9])/, 65_536],
  [/gemini/, 8_192],
];

export const contextWindowOf = (model: string): number =>
  lookUp(knownContextWindows, model) ?? UNKNOWN_CONTEXT_WINDOW;

export const maxOutputOf = (model: string): number | null => lookUp(knownMaxOutputs, model);

function lookUp(table: [RegExp, number][], model: string): number | null {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  return table.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
