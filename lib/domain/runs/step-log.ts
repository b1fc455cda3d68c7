import { withEdits } from "@/lib/runtime/approvals";
import type { RunEvent } from "@/lib/runtime/events";
import type { InterruptedStep } from "@/lib/runtime/turn-progress";
import type { Context } from "../context";

/** One step as the run's log tells it. */
export interface LoggedStep {
  id: string;
  tools: Extract<RunEvent, { type: "tools_started" }> | null;
  returned: Extract<RunEvent, { type: "tool_returned" }>[];
  end: "success" | "failed" | "discarded" | null;
}

/** The steps of a run that nobody writes at the moment, in order. */
export async function readSteps(ctx: Context, runId: string): Promise<LoggedStep[]> {
  const steps: LoggedStep[] = [];
  for await (const { event } of ctx.runLog.readStored(runId)) fold(steps, event);
  return steps;
}

function fold(steps: LoggedStep[], event: RunEvent): void {
  if (!("step_id" in event)) return;
  // The step that an approval answers begins with its tools.
  if (steps.at(-1)?.id !== event.step_id || event.type === "step_started")
    steps.push({ id: event.step_id, tools: null, returned: [], end: null });
  const step = steps[steps.length - 1];
  if (event.type === "tools_started") step.tools = event;
  if (event.type === "tool_returned") step.returned.push(event);
  if (event.type === "step_finished") step.end = event.status;
  if (event.type === "step_discarded") step.end = "discarded";
}

/** The step as the next process takes it up. The arguments of its calls are in its rows, or in the request it answers. */
export function interruptedStep(
  { id, tools, returned }: LoggedStep,
  known: InterruptedStep["messages"],
): InterruptedStep | null {
  if (!tools) return null;
  const asked = [...known, ...tools.messages].flatMap(({ tool_calls }) => tool_calls ?? []);
  const calls = withEdits(asked, tools.messages.at(0)?.approvals ?? []);
  return {
    stepId: id,
    messages: tools.messages,
    calls: tools.tool_calls.flatMap((call) => calls.findLast((each) => each.id === call.id) ?? []),
    given: tools.returns,
    returned: returned.map((event) => ({
      return: event.return,
      isPermitted: event.is_permitted ?? true,
    })),
    usage: tools.usage ?? null,
  };
}
