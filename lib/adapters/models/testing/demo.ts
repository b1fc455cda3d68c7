import type { Message } from "@/lib/runtime/messages";
import type { ModelPart, ModelRequest, ToolSpec } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { demoConfig, demoModel } from "../demo/demo-model";
import { aRequest, callOf, returnOf, row, toolRow, toolSpec } from "./messages";

/** The demo model without its pauses. */
export const model = demoModel(demoConfig, { wordDelayMs: 0 });

const text = { type: "string" };
export const tools = {
  insert: toolSpec("memory_insert", { label: text, new_string: text, insert_line: { type: "integer" } }, [
    "label",
    "new_string",
  ]),
  replace: toolSpec("memory_replace", { label: text, old_string: text, new_string: text }),
  append: toolSpec("core_memory_append", { label: text, content: text }),
  classicReplace: toolSpec("core_memory_replace", { label: text, old_content: text, new_content: text }),
  conversationSearch: toolSpec("conversation_search", { query: text }),
  archivalSearch: toolSpec("archival_memory_search", { query: text }),
  archivalInsert: toolSpec("archival_memory_insert", { content: text }),
  runCode: toolSpec("run_code", { code: text, language: text }),
  sendMessage: toolSpec("send_message", { message: text }, ["message"]),
};
export const v1Tools = [tools.insert, tools.replace, tools.conversationSearch];

/** A system message as the prompt renders it, with a persona nobody may quote from and a block about the user. */
const systemWith = (human: string) => `You are an agent.

<memory_blocks>
The following memory blocks are currently engaged in your core memory unit:

<persona>
<description>
Who you are.
</description>
<metadata>
- chars_current=20
- chars_limit=5000
</metadata>
<value>
My name is Demo persona.
</value>
</persona>

<human>
<description>

</description>
<metadata>
- chars_current=${human.length}
- chars_limit=5000
</metadata>
<value>
${human}
</value>
</human>

</memory_blocks>`;

export interface Answer {
  text: string;
  thought: string;
  calls: { name: string; arguments: Record<string, unknown> }[];
}

export async function ask(
  said: string,
  {
    human = "",
    tools: attached = v1Tools,
    after = [],
    ...fields
  }: Partial<ModelRequest> & { human?: string; after?: Message[] } = {},
): Promise<Answer> {
  const messages = [row("system", systemWith(human)), row("user", said), ...after];
  return read(await collect(model.stream(aRequest({ messages, tools: attached, ...fields }))));
}

export function read(parts: ModelPart[]): Answer {
  const answer: Answer = { text: "", thought: "", calls: [] };
  const json = new Map<string, string>();
  const names = new Map<string, string>();
  for (const part of parts) {
    if (part.type === "text") answer.text += part.text;
    if (part.type === "reasoning") answer.thought += part.text;
    if (part.type === "tool_call_start") names.set(part.id, part.name);
    if (part.type === "tool_call_delta") json.set(part.id, (json.get(part.id) ?? "") + part.arguments);
  }
  for (const [id, name] of names) answer.calls.push({ name, arguments: JSON.parse(json.get(id) ?? "{}") });
  return answer;
}

/** What an agent around the model does: run the memory tools on the block and go on until there is text. */
export async function talk(attached: ToolSpec[]) {
  let human = "";
  const history: Message[] = [];
  return async (said: string): Promise<string> => {
    history.push(row("user", said));
    for (let step = 0; step < 4; step++) {
      const request = aRequest({ messages: [row("system", systemWith(human)), ...history], tools: attached });
      const { text: answer, calls } = read(await collect(model.stream(request)));
      if (calls.length === 0) {
        history.push(row("assistant", answer));
        return answer;
      }
      const [{ name, arguments: args }] = calls;
      const id = `c${history.length}`;
      const line = String(args.new_string ?? args.content ?? args.new_content);
      const old = args.old_string ?? args.old_content;
      human = old === undefined ? [human, line].filter(Boolean).join("\n") : human.replace(String(old), line);
      history.push(
        row("assistant", [], { tool_calls: [callOf(id, name, args)] }),
        toolRow(returnOf(id, human)),
      );
    }
    throw new Error("The model never came to an end");
  };
}
