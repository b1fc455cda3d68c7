import type { Message } from "../messages";
import { ModelError } from "../model-error";
import type { Model, ModelRequest, ToolSpec } from "../ports";
import type { SummaryCall } from "./port";
import { ACKNOWLEDGEMENT, defaultPrompt } from "./prompts";
import type { CompactionMode, CompactionRules } from "./rules";
import type { TokenMeter } from "./token-meter";
import { transcript, withoutMiddle } from "./transcript";

export interface SummaryTask {
  /** The rows to be hidden. */
  rows: Message[];
  mode: CompactionMode;
  rules: CompactionRules;
  meter: TokenMeter;
  signal: AbortSignal;
  /** Grows with every call that came to its end. */
  calls: SummaryCall[];
}

/**
 * A summary from the transcript of the rows. A transcript too long for a model is tried again with short tool
 * returns, then without its middle; a model that fails otherwise gives way to the next.
 * @throws ModelError of the last attempt
 */
export async function summariseTranscript(task: SummaryTask, models: Model[]): Promise<string> {
  let failure: unknown = new ModelError("not_found", "No model is available to write a summary");
  for (const model of models) {
    for (const text of transcripts(task, model)) {
      try {
        return await ask(task, model, { messages: transcriptRequest(task, text), tools: [] });
      } catch (error) {
        task.signal.throwIfAborted();
        failure = error;
        if (!isOverflow(error)) break;
      }
    }
  }
  throw failure;
}

/**
 * A summary by the agent's own model, which is shown the rows as they are: its provider has them in its cache.
 * @throws ModelError
 */
export function summariseInPlace(
  task: SummaryTask,
  { model, system, tools }: { model: Model; system: Message; tools: ToolSpec[] },
): Promise<string> {
  const spoken = task.rows.at(-1)?.role === "assistant" ? [] : [line("assistant", ACKNOWLEDGEMENT, system)];
  const messages = [system, ...task.rows, ...spoken, line("user", promptOf(task), system)];
  return ask(task, model, { messages, tools });
}

export const isOverflow = (error: unknown) =>
  error instanceof ModelError && error.kind === "context_window_exceeded";

const SHORT_RETURN_CHARS = 5_000;

/** From the whole to less and less of it: some servers serve a smaller window than they tell of. */
function transcripts({ rows, meter }: SummaryTask, { config }: Model): string[] {
  const whole = transcript(rows);
  const short = transcript(rows, { returnCharsMax: SHORT_RETURN_CHARS });
  const parts = [0.6, 0.15].map((share) =>
    withoutMiddle(short, Math.floor(config.context_window * share) * 4),
  );
  const all = [...new Set([whole, short, ...parts])];
  // By the counts there are: to count a long transcript again would take as long as to write a short summary.
  const tokensOfChar = (meter.count(rows) + LINE_TOKENS * rows.length) / whole.length;
  const fitting = all.filter(({ length }) => length * tokensOfChar < config.context_window * 0.9);
  return fitting.length > 0 ? fitting : all.slice(-1);
}

/** Names of fields and quotes, in a line of a transcript. */
const LINE_TOKENS = 6;

function transcriptRequest({ rows, rules, ...task }: SummaryTask, text: string): Message[] {
  const [like] = rows;
  const consent = rules.prompt_acknowledgement ? [line("assistant", ACKNOWLEDGEMENT, like)] : [];
  return [line("system", promptOf({ rules, ...task }), like), ...consent, line("user", text, like)];
}

const promptOf = ({ rules, mode }: Pick<SummaryTask, "rules" | "mode">) =>
  rules.prompt?.trim() ? rules.prompt : defaultPrompt(mode);

/** A message that is only ever part of a request. */
const line = (role: Message["role"], text: string, { created_at }: Message): Message => ({
  id: `message-${role}`,
  role,
  content: [{ type: "text", text }],
  created_at,
});

async function ask(
  task: SummaryTask,
  model: Model,
  asked: Pick<ModelRequest, "messages" | "tools">,
): Promise<string> {
  let said = "";
  const request: ModelRequest = {
    ...asked,
    toolChoice: "none",
    parallelToolCalls: false,
    responseFormat: { type: "text" },
    signal: task.signal,
  };
  for await (const part of model.stream(request)) {
    task.signal.throwIfAborted();
    if (part.type === "text") said += part.text;
    if (part.type === "finish")
      task.calls.push({ config: model.config, usage: part.usage, trace: part.trace ?? null });
  }
  const summary = said.trim();
  if (summary === "") throw new ModelError("empty_response", "The model wrote no summary");
  return summary;
}
