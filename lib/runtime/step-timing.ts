import type { StepTiming } from "./events";
import type { Answer } from "./think";
import { nanoseconds, type Turn } from "./turn";

/** What a step has taken by now. */
export const stepTiming = (
  turn: Turn,
  startNs: number,
  answer: Answer | null,
  toolNs: number | null,
): StepTiming => ({
  step_start_ns: startNs,
  step_ns: nanoseconds(turn) - startNs,
  llm_request_start_ns: answer?.requestStartNs ?? null,
  llm_request_ns: answer?.requestNs ?? null,
  tool_execution_ns: toolNs,
  ttft_ns: answer?.ttftNs ?? null,
});
