import { type Content, callText, joined, readContent } from "./read-content";

type Json = Record<string, unknown>;

/** A provider's request in words that are the same for all of them. */
export interface RequestParts {
  system: string;
  tools: { name: string; text: string }[];
  messages: (Content & { role: string })[];
  /** Everything that is neither prompt nor tool. */
  parameters: Json;
}

/**
 * Reads the body of a request: Chat Completions, Responses, Anthropic's Messages, Gemini, or our own rows where a
 * model of ours has no wire format.
 */
export function readRequest(body: Json): RequestParts {
  const { messages, input, contents, system, systemInstruction, instructions, tools, ...parameters } = body;
  const all = listOf(messages ?? input ?? contents).flatMap(readMessages);
  const given = readContent(system ?? instructions ?? (systemInstruction as Json | undefined)?.parts).text;
  const leads = given === "" && isSystem(all[0]);
  return {
    system: leads ? all[0].text : given,
    tools: listOf(tools).flatMap(readTools),
    messages: leads ? all.slice(1) : all,
    parameters,
  };
}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const isSystem = (message: { role: string } | undefined) =>
  message?.role === "system" || message?.role === "developer";

type Read = Content & { role: string };

function readMessages(item: unknown): Read[] {
  if (typeof item === "string") return [{ role: "user", text: item, attachments: 0 }];
  const message = item as Json;
  switch (message.type) {
    case "function_call":
      return [{ role: "assistant", text: callText(message.name, message.arguments), attachments: 0 }];
    case "function_call_output":
      return [{ role: "tool", ...readContent(message.output) }];
    case "reasoning":
      return [{ role: "assistant", ...readContent(message) }];
  }
  const parts = message.content ?? message.parts;
  if (message.role === "user" && Array.isArray(parts)) return toldByUser(parts as Json[]);
  return [
    { role: message.role === "model" ? "assistant" : String(message.role ?? "user"), ...spoken(message) },
  ];
}

/** Two of the formats join neighbours of one role and send returns under the user's name: they are told apart again. */
function toldByUser(parts: Json[]): Read[] {
  const isReturn = (part: Json) => part.type === "tool_result" || Boolean(part.functionResponse);
  const said = parts.filter((part) => !isReturn(part));
  const isOne = said.some((part) => readContent(part).attachments > 0);
  const texts = isOne ? [said] : said.map((part) => [part]);
  return [
    ...parts.filter(isReturn).map((part) => ({ role: "tool", ...readContent(part) })),
    ...texts.map((text) => ({ role: "user", ...readContent(text) })),
  ];
}

/** Content and calls; returns kept beside the content are copies of it, unless there is none. */
function spoken(message: Json): Content {
  const content = readContent(message.content ?? message.parts);
  const thoughts = readContent(message.reasoning_content);
  const calls = listOf(message.tool_calls ?? undefined).map((call) => {
    const { function: fn } = call as { function?: Json };
    return { text: callText(fn?.name, fn?.arguments), attachments: 0 };
  });
  return joined([thoughts, content, ...calls]);
}

function readTools(tool: unknown): { name: string; text: string }[] {
  if (typeof tool === "string") return [{ name: tool, text: tool }];
  const { functionDeclarations, function: fn, ...own } = tool as Json;
  if (Array.isArray(functionDeclarations)) return functionDeclarations.flatMap(readTools);
  const definition = (fn ?? own) as Json;
  return [{ name: String(definition.name ?? definition.type ?? "tool"), text: JSON.stringify(definition) }];
}
