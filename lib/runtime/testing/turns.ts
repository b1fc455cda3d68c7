import type { CompactionPort } from "../compaction/port";
import type { LoopEvent } from "../events";
import { runTurn } from "../loop";
import type { Message } from "../messages";
import type { AttachedTool, Ids, Model, ToolInvocation, ToolOutcome, ToolRunner } from "../ports";
import type { TurnInput } from "../turn";

const START = Date.UTC(2025, 10, 3, 16, 5, 6);

/** Ids that count up, far enough apart that ids and otids derived from them never meet. */
export function countingIds(): Ids {
  let count = 0;
  return {
    next(prefix) {
      count += 1;
      return `${prefix}-00000000-0000-4000-8000-${(count * 256).toString(16).padStart(12, "0")}`;
    },
  };
}

/** A clock that is a millisecond later every time somebody looks. */
export function tickingClock() {
  let ticks = 0;
  return { now: () => new Date(START + ticks++) };
}

export interface FakeTool {
  run?: (args: Record<string, unknown>, options: { signal: AbortSignal }) => Promise<unknown> | unknown;
  canRunInParallel?: boolean;
  parameters?: Record<string, unknown>;
}

export interface FakeTools extends ToolRunner {
  /** What was run, in the order of its start. */
  runs: ToolInvocation[];
}

/** Tools that answer with what their function returns; without one they answer `<name> done`. */
export function fakeTools(tools: Record<string, FakeTool>): FakeTools {
  const runs: ToolInvocation[] = [];
  return {
    runs,
    tools: Object.entries(tools).map(
      ([name, tool]): AttachedTool => ({
        id: `tool-${name}`,
        spec: { name, description: name, parameters: tool.parameters ?? { type: "object", properties: {} } },
        canRunInParallel: tool.canRunInParallel ?? false,
        returnCharLimit: 50_000,
      }),
    ),
    async run(call, { signal }): Promise<ToolOutcome> {
      runs.push(call);
      const value = (await tools[call.name].run?.(call.arguments, { signal })) ?? `${call.name} done`;
      return { status: "success", value: value as ToolOutcome["value"], stdout: [], stderr: [] };
    },
  };
}

export const systemMessage: Message = {
  id: "message-00000000-0000-4000-8000-aaaaaaaaaa00",
  role: "system",
  content: [{ type: "text", text: "You are a test agent." }],
  created_at: new Date(START).toISOString(),
};

export const userMessage = (text: string, id = "message-00000000-0000-4000-8000-bbbbbbbbbb00"): Message => ({
  id,
  role: "user",
  content: [{ type: "text", text }],
  otid: "o-1",
  created_at: new Date(START).toISOString(),
});

export interface Played {
  events: LoopEvent[];
  stopped: Extract<LoopEvent, { type: "stopped" }>;
  /** What a driver would have stored: the messages of all completed steps, in order. */
  stored: Message[];
  tools: FakeTools;
}

export interface PlayOptions extends Partial<TurnInput> {
  model: Model;
  tools?: Record<string, FakeTool>;
  compaction?: CompactionPort;
  /** Called with every event before the loop goes on. */
  onEvent?: (event: LoopEvent) => void;
}

/** Runs one turn to its end with fakes for everything outside it. */
export async function playTurn({
  model,
  tools: given = {},
  compaction,
  onEvent,
  ...input
}: PlayOptions): Promise<Played> {
  const tools = fakeTools(given);
  const ports = { model, tools, ids: countingIds(), clock: tickingClock(), compaction };
  const events: LoopEvent[] = [];
  for await (const event of runTurn({ ...defaults, ...input }, ports)) {
    // Rows go on changing hands after an event; what a driver saw then is what counts.
    events.push(structuredClone(event));
    onEvent?.(event);
  }
  const stopped = events.at(-1);
  if (stopped?.type !== "stopped") throw new Error("The turn did not end with `stopped`");
  const stored = events.flatMap((event) => (event.type === "step_completed" ? event.messages : []));
  return { events, stopped, stored, tools };
}

const defaults: TurnInput = {
  agentType: "letta_v1_agent",
  foldsSendMessage: true,
  history: [systemMessage],
  input: [userMessage("hello")],
  maxSteps: 50,
  toolRules: [],
  clientTools: [],
  timezone: "UTC",
  runId: "run-00000000-0000-4000-8000-cccccccccc00",
  conversationId: null,
  responseFormat: null,
  resumedStepId: null,
  signal: new AbortController().signal,
};

export const rolesOf = (messages: Message[]) => messages.map(({ role }) => role);

export const ofType = <T extends LoopEvent["type"]>(events: LoopEvent[], type: T) =>
  events.filter((event): event is Extract<LoopEvent, { type: T }> => event.type === type);
