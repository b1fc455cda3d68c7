import type { HrTime, Span, Tracer } from "@opentelemetry/api";
import type { LoopEvent, StepTiming } from "@/lib/runtime/events";
import type { ModelUsage } from "@/lib/runtime/ports";
import type { RunTelemetry, TracedRun } from "@/lib/runtime/telemetry";
import { contentAttributes, known, modelAttributes, runAttributes } from "./span-attributes";

type Api = typeof import("@opentelemetry/api");
type Event<T extends LoopEvent["type"]> = Extract<LoopEvent, { type: T }>;

interface Options {
  api: Api;
  tracer: Tracer;
  run: TracedRun;
  /** Whether spans carry what was said. */
  hasContent: boolean;
}

/** The spans of one run: the agent's turn, in it its steps, in each its model call and its tool calls. */
export class RunSpans implements RunTelemetry {
  private readonly root: Span;
  private step: Span | null = null;
  private calls = new Map<string, string>();
  private isEnded = false;

  constructor(private readonly options: Options) {
    const { api, run } = options;
    this.root = options.tracer.startSpan(
      `invoke_agent ${run.agentName}`,
      { kind: api.SpanKind.INTERNAL, attributes: runAttributes(run), root: true },
      api.ROOT_CONTEXT,
    );
  }

  event(event: LoopEvent): void {
    switch (event.type) {
      case "step_started":
        this.openStep(event.step_id);
        return;
      case "tools_started":
        this.rememberCalls(event);
        return;
      case "tool_returned":
        this.toolCall(event);
        return;
      case "step_completed":
        this.completeStep(event);
        return;
      case "step_failed":
        this.failStep(event);
        return;
      case "compacted":
        (this.step ?? this.root).addEvent("mneme.compacted", {
          "mneme.evicted_messages": event.evicted_ids.length,
        });
        return;
      case "stopped":
        this.stop(event);
        return;
      case "delta":
      case "compaction_started":
        return;
    }
  }

  close(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.fail(this.root, "interrupted");
    this.step?.end();
    this.root.end();
  }

  private openStep(stepId: string): void {
    this.step?.end();
    this.step = this.child(this.root, "step", { "mneme.step.id": stepId });
    this.calls = new Map();
  }

  private rememberCalls({ step_id, messages }: Event<"tools_started">): void {
    // A step that an approval resumes begins with its tools.
    if (!this.step) this.openStep(step_id);
    for (const call of messages.flatMap(({ tool_calls }) => tool_calls ?? []))
      this.calls.set(call.id, call.function.arguments);
  }

  private toolCall(event: Event<"tool_returned">): void {
    const end = Date.now();
    const span = this.child(
      this.step ?? this.root,
      `execute_tool ${event.name}`,
      {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": event.name,
        "gen_ai.tool.call.id": event.tool_call_id,
        "gen_ai.tool.type": "function",
        ...(this.options.hasContent && {
          "gen_ai.tool.call.arguments": this.calls.get(event.tool_call_id),
          "gen_ai.tool.call.result": JSON.stringify(event.return.func_response),
        }),
      },
      hrTime((end - event.duration_ms) * 1e6),
    );
    if (event.status === "error") this.fail(span, "tool_error");
    span.end(hrTime(end * 1e6));
  }

  private completeStep(event: Event<"step_completed">): void {
    this.modelCall(event.timing, event.usage, (span) => {
      if (this.options.hasContent) span.setAttributes(contentAttributes(event.messages));
    });
    if (event.stop_reason) this.step?.setAttribute("mneme.stop_reason", event.stop_reason);
    this.endStep();
  }

  private failStep(event: Event<"step_failed">): void {
    const type = event.error?.error_type ?? event.stop_reason;
    this.modelCall(event.timing, null, (span) => this.fail(span, type));
    if (this.step) this.fail(this.step, type);
    this.endStep();
  }

  /** It is over when it becomes known, so its span begins in the past. A resumed step made none. */
  private modelCall(timing: StepTiming, usage: ModelUsage | null, complete: (span: Span) => void): void {
    const { llm_request_start_ns: start, llm_request_ns: took } = timing;
    if (start === null) return;
    const { api, tracer, run } = this.options;
    const span = tracer.startSpan(
      `chat ${run.model.model}`,
      {
        kind: api.SpanKind.CLIENT,
        attributes: modelAttributes(run.model, usage, timing),
        startTime: hrTime(start),
      },
      api.trace.setSpan(api.ROOT_CONTEXT, this.step ?? this.root),
    );
    complete(span);
    span.end(took === null ? undefined : hrTime(start + took));
  }

  private endStep(): void {
    this.step?.end();
    this.step = null;
  }

  private stop({ stop_reason, usage, error }: Event<"stopped">): void {
    this.isEnded = true;
    this.root.setAttributes(
      known({
        "mneme.stop_reason": stop_reason,
        "mneme.steps": usage.step_count,
        "gen_ai.usage.input_tokens": usage.prompt_tokens,
        "gen_ai.usage.output_tokens": usage.completion_tokens,
        "gen_ai.usage.cache_read.input_tokens": usage.cached_input_tokens,
        "gen_ai.usage.cache_creation.input_tokens": usage.cache_write_tokens,
        "gen_ai.usage.reasoning.output_tokens": usage.reasoning_tokens,
      }),
    );
    if (error) this.fail(this.root, error.error_type);
    this.endStep();
    this.root.end();
  }

  /** Without the message, which may quote what was said. */
  private fail(span: Span, type: string): void {
    span.setAttribute("error.type", type);
    span.setStatus({ code: this.options.api.SpanStatusCode.ERROR });
  }

  private child(
    parent: Span,
    name: string,
    attributes: Record<string, string | undefined>,
    startTime?: HrTime,
  ): Span {
    const { api, tracer } = this.options;
    const context = api.trace.setSpan(api.ROOT_CONTEXT, parent);
    return tracer.startSpan(
      name,
      { kind: api.SpanKind.INTERNAL, attributes: known(attributes), startTime },
      context,
    );
  }
}

const hrTime = (ns: number): HrTime => [Math.floor(ns / 1e9), Math.round(ns % 1e9)];
