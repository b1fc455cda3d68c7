import { type ContentPart, type Message, type ToolCall, textOf } from "@/lib/runtime/messages";
import { returnText } from "@/lib/runtime/returns";
import { parseToolArguments } from "@/lib/runtime/tools/parse-arguments";

/** A conversation as an agent reads it who had no part in it: one line for each thing that was said or done. */
export const transcriptLines = (messages: Message[]): string[] => messages.flatMap(linesOf);

function linesOf(message: Message): string[] {
  switch (message.role) {
    case "system":
      return [];
    case "user":
      return isNote(message) ? [] : message.content.flatMap((part) => userLine(part, message.name || "user"));
    case "summary":
      return [`user: ${textOf(message.content)}`];
    case "assistant":
      return [...message.content.flatMap(assistantLine), ...(message.tool_calls ?? []).map(callLine)];
    case "approval":
      return message.tool_calls?.length ? message.tool_calls.map(callLine) : answerLines(message);
    case "tool":
      return returnLine(message);
  }
}

/** The server's own words to the agent, which nobody said. */
const isNote = ({ content }: Message) => /^\s*\{\s*"type":\s*"(heartbeat|login)"/.test(textOf(content));

function userLine(part: ContentPart, name: string): string[] {
  if (part.type === "text") return [`${name}: ${part.text}`];
  return part.type === "image" ? [`${name}: [Image Here]`] : [];
}

function assistantLine(part: ContentPart): string[] {
  switch (part.type) {
    case "text":
      return part.text ? [`assistant: ${part.text}`] : [];
    case "reasoning":
      return part.reasoning ? [`assistant: <thinking>${part.reasoning}</thinking>`] : [];
    case "summarized_reasoning": {
      const text = part.summary.map((item) => item.text).join("\n\n");
      return text ? [`assistant: <thinking>${text}</thinking>`] : [];
    }
    default:
      return [];
  }
}

function callLine({ function: { name, arguments: args } }: ToolCall): string {
  const said = name === "send_message" ? parseToolArguments(args).message : undefined;
  return typeof said === "string" ? `assistant: ${said}` : `assistant: Calling tool ${name}`;
}

function returnLine({ tool_returns }: Message): string[] {
  const first = tool_returns?.[0];
  if (!first) return [];
  const text = returnText(first);
  return text === "None" ? [] : [`assistant: Tool call returned ${text}`];
}

const answerLines = ({ approvals }: Message): string[] =>
  (approvals ?? []).flatMap((item) => {
    if (item.type !== "approval") return [];
    if (item.approve) return ["[User approved]"];
    return [item.reason ? `[User rejected: ${item.reason}]` : "[User rejected]"];
  });
