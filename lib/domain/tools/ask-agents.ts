import { pythonText } from "@/lib/runtime/python-text";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import { type Answer, type Asking, askAgent, type Question } from "./ask-agent";

/** Agents that are asked at the same time, so that one broadcast does not use up what the provider allows. */
const concurrencyMax = 4;

/** Asks several agents the same and gives all answers, in the order of the agents; who cannot answer says why. */
export async function askAgents(
  scope: Asking,
  agentIds: string[],
  question: Omit<Question, "to">,
): Promise<string> {
  const answers: Answer[] = [];
  const waiting = [...agentIds.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, to] = next;
      answers[index] = await askAgent(scope, { ...question, to }).catch((error) => failed(to, error));
    }
  };
  await Promise.all(Array.from({ length: concurrencyMax }, work));
  return pythonText(answers);
}

function failed(agent_id: string, error: unknown): Answer {
  if (!(error instanceof ToolError)) throw error;
  return { agent_id, response: [`<error: ${error.message}>`] };
}
