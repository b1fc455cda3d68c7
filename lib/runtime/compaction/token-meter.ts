import type { ContentPart, Message, ToolReturn } from "../messages";
import type { ToolSpec } from "../ports";

/** Providers charge an image by its size, which is not known here; most ask for less than this. */
const IMAGE_TOKENS = 1_000;
/** Roles and separators, which every provider adds to a message. */
const MESSAGE_TOKENS = 4;
const PORTION_MS = 5;
/** Beyond these a provider counts something else than its window (a test double, a proxy) and is not believed. */
const FACTOR_MIN = 0.5;
const FACTOR_MAX = 3;

/**
 * Estimates how much of a window messages take. Starts with the tokenizer's count and follows what the provider
 * reports. Each message is counted once: `counts` may be shared by all turns of a process, since messages never change.
 */
export class TokenMeter {
  private factor = 1;
  private readonly toolCounts = new WeakMap<ToolSpec, number>();

  constructor(
    private readonly countTokens: (text: string) => number,
    private readonly counts: Pick<Map<string, number>, "get" | "set"> = new Map(),
  ) {}

  /** Tokens of a request, as its provider would count them. */
  count(messages: Message[], tools: ToolSpec[] = []): number {
    return Math.ceil(this.raw(messages, tools) * this.factor);
  }

  /** Does not count where even a token for every other character would fit: the common case of a short history. */
  async exceeds(limit: number, messages: Message[], tools: ToolSpec[]): Promise<boolean> {
    if (!this.mayExceed(limit, messages, tools)) return false;
    await this.prepare(messages);
    return this.count(messages, tools) > limit;
  }

  /** Counts what is not known yet in small portions: a whole window at once would stop the process for a second. */
  async prepare(messages: Message[]): Promise<void> {
    let begun = performance.now();
    for (const message of messages) {
      this.tokensOf(message);
      if (performance.now() - begun < PORTION_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      begun = performance.now();
    }
  }

  /** Takes over what the provider counted for a request; `window` says when that is worth a count of ours. */
  calibrate(counted: number, window: number, messages: Message[], tools: ToolSpec[]): void {
    if (counted <= 0 || !this.mayExceed(window, messages, tools)) return;
    this.factor = clamped(counted / Math.max(1, this.raw(messages, tools)));
  }

  /** The provider refused a request as longer than its window: it counts at least that. */
  calibrateRefusal(window: number, messages: Message[], tools: ToolSpec[]): void {
    this.factor = clamped(Math.max(this.factor, window / Math.max(1, this.raw(messages, tools))));
  }

  private raw(messages: Message[], tools: ToolSpec[]): number {
    const spoken = messages.reduce((sum, message) => sum + this.tokensOf(message), 0);
    return tools.reduce((sum, tool) => sum + this.toolTokens(tool), spoken);
  }

  private tokensOf(message: Message): number {
    const text = spokenText(message);
    // A cut return and a recompiled system message have another length than what was counted before.
    const key = `${message.id}:${text.length}`;
    const known = this.counts.get(key);
    if (known !== undefined) return known;
    const tokens = MESSAGE_TOKENS + imageCount(message) * IMAGE_TOKENS + (text ? this.countTokens(text) : 0);
    this.counts.set(key, tokens);
    return tokens;
  }

  private toolTokens(tool: ToolSpec): number {
    const tokens = this.toolCounts.get(tool) ?? this.countTokens(JSON.stringify(tool));
    this.toolCounts.set(tool, tokens);
    return tokens;
  }

  private mayExceed(limit: number, messages: Message[], tools: ToolSpec[]): boolean {
    let bound = tokensMax(JSON.stringify(tools));
    for (const message of messages) {
      bound += tokensMax(spokenText(message)) + imageCount(message) * IMAGE_TOKENS + MESSAGE_TOKENS;
      if (bound * this.factor > limit) return true;
    }
    return bound * this.factor > limit;
  }
}

/** Text without a space, like a key, has about two characters a token; scripts beyond ASCII have about one. */
const tokensMax = (text: string) => (text.length + Buffer.byteLength(text)) / 4;

const clamped = (factor: number) => Math.min(FACTOR_MAX, Math.max(FACTOR_MIN, factor));

/** What of a message reaches a model, as one text. */
function spokenText(message: Message): string {
  const calls = (message.tool_calls ?? []).map((call) => `${call.function.name} ${call.function.arguments}`);
  // The content of a tool row repeats its returns.
  const said = message.tool_returns?.length
    ? message.tool_returns.map(returnedText)
    : message.content.map(partText);
  return [...said, ...calls].filter(Boolean).join("\n");
}

function partText(part: ContentPart): string {
  switch (part.type) {
    case "text":
      return part.text;
    case "reasoning":
      return part.reasoning;
    case "summarized_reasoning":
      return part.summary.map(({ text }) => text).join("\n");
    default:
      return "";
  }
}

const returnedText = ({ func_response: given }: ToolReturn) =>
  typeof given === "string" ? given : given.map((part) => (part.type === "text" ? part.text : "")).join("\n");

const isImage = ({ type }: { type: string }) => type === "image";

function imageCount({ content, tool_returns }: Message): number {
  if (!tool_returns?.length) return content.filter(isImage).length;
  return tool_returns.reduce(
    (sum, { func_response: given }) => sum + (typeof given === "string" ? 0 : given.filter(isImage).length),
    0,
  );
}
