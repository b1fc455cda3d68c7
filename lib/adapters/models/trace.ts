import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { ModelPart, ModelTrace } from "@/lib/runtime/ports";

/** Collects what came back, for the step's trace. Streams have no single response body, so this is its sum. */
export class TraceRecorder {
  private readonly calls = new Map<string, { id: string; name: string; arguments: string }>();
  private text = "";
  private reasoning = "";
  private id: string | undefined;
  private model: string | undefined;

  note(part: LanguageModelV4StreamPart): void {
    if (part.type !== "response-metadata") return;
    this.id = part.id;
    this.model = part.modelId;
  }

  add(part: ModelPart): void {
    if (part.type === "text") this.text += part.text;
    else if (part.type === "reasoning") this.reasoning += part.text;
    else if (part.type === "tool_call_start")
      this.calls.set(part.id, { id: part.id, name: part.name, arguments: "" });
    else if (part.type === "tool_call_delta") {
      const call = this.calls.get(part.id);
      if (call) call.arguments += part.arguments;
    }
  }

  trace(
    request: Record<string, unknown>,
    finish: Extract<LanguageModelV4StreamPart, { type: "finish" }>,
  ): ModelTrace {
    return {
      request,
      response: {
        id: this.id ?? null,
        model: this.model ?? null,
        message: {
          role: "assistant",
          content: this.text || null,
          ...(this.reasoning && { reasoning: this.reasoning }),
          tool_calls: [...this.calls.values()].map(({ id, name, arguments: args }) => ({
            id,
            type: "function",
            function: { name, arguments: args },
          })),
        },
        finish_reason: finish.finishReason.raw ?? finish.finishReason.unified,
        usage: finish.usage.raw ?? null,
      },
    };
  }
}
