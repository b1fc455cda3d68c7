import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { ModelError } from "@/lib/runtime/model-error";

/** One line of the stream; only what we read of it. */
export interface OllamaChunk {
  model?: string;
  message?: {
    content?: string;
    thinking?: string;
    tool_calls?: { id?: string; function: { name: string; arguments?: Record<string, unknown> } }[];
  };
  done?: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
  error?: string;
}

/** The JSON lines of a response, whole, however the network cut them. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<OllamaChunk> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim()) yield parsed(line);
  }
  if (rest.trim()) yield parsed(rest);
}

function parsed(line: string): OllamaChunk {
  try {
    return JSON.parse(line) as OllamaChunk;
  } catch {
    throw new ModelError("invalid_response", "A line of Ollama's answer is not JSON");
  }
}

/** Opens and closes texts and thoughts around the increments, as the provider interface wants them. */
export class OllamaTranslator {
  private open: "text" | "reasoning" | null = null;
  private hasCalls = false;
  private count = 0;

  *translate(chunk: OllamaChunk): Generator<LanguageModelV4StreamPart> {
    if (chunk.error) throw new ModelError(kindOf(chunk.error), `Ollama: ${chunk.error}`);
    const { thinking, content, tool_calls = [] } = chunk.message ?? {};
    if (thinking) yield* this.delta("reasoning", thinking);
    if (content) yield* this.delta("text", content);
    for (const call of tool_calls) yield* this.call(call);
    if (!chunk.done) return;
    yield* this.close();
    if (chunk.model) yield { type: "response-metadata", modelId: chunk.model };
    yield { type: "finish", finishReason: this.reason(chunk.done_reason), usage: usageOf(chunk) };
  }

  private *delta(kind: "text" | "reasoning", delta: string): Generator<LanguageModelV4StreamPart> {
    if (this.open !== kind) {
      yield* this.close();
      this.open = kind;
      this.count++;
      yield { type: `${kind}-start`, id: `${this.count}` };
    }
    yield { type: `${kind}-delta`, id: `${this.count}`, delta };
  }

  private *close(): Generator<LanguageModelV4StreamPart> {
    if (this.open) yield { type: `${this.open}-end`, id: `${this.count}` };
    this.open = null;
  }

  /** Calls come whole. Older versions give them no ids. */
  private *call(
    call: NonNullable<NonNullable<OllamaChunk["message"]>["tool_calls"]>[number],
  ): Generator<LanguageModelV4StreamPart> {
    yield* this.close();
    this.hasCalls = true;
    yield {
      type: "tool-call",
      toolCallId: call.id || `call_${crypto.randomUUID().slice(0, 8)}`,
      toolName: call.function.name,
      input: JSON.stringify(call.function.arguments ?? {}),
    };
  }

  private reason(raw: string | undefined) {
    if (raw === "length") return { unified: "length" as const, raw };
    return { unified: this.hasCalls ? ("tool-calls" as const) : ("stop" as const), raw: raw ?? "stop" };
  }
}

const kindOf = (message: string) =>
  /exceed[^.]{0,60}context|context (length|window)/i.test(message) ? "context_window_exceeded" : "server";

function usageOf({ prompt_eval_count: input, eval_count: output }: OllamaChunk) {
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: output, reasoning: undefined },
    raw: { prompt_eval_count: input ?? null, eval_count: output ?? null },
  };
}
