/** What the scripted model server does for one chat request. */
export interface ScriptedTurn {
  reasoning?: string;
  text?: string;
  toolCalls?: ScriptedCall[];
  /** HTTP failure instead of an answer. */
  error?: { status: number; message?: string; code?: string; type?: string; retryAfter?: string };
  finishReason?: "stop" | "length" | "tool_calls" | "content_filter";
  /** Between the pieces of the answer. */
  msPerToken?: number;
  /** Before the response headers. */
  delayMs?: number;
  /** Closes the socket after this many pieces. */
  cutAfter?: number;
  /** Ends the stream in an orderly way, but without a finish reason. */
  withoutFinish?: boolean;
}

export interface ScriptedCall {
  name: string;
  /** Text is sent as it stands, so it may be broken JSON. */
  arguments?: Record<string, unknown> | string;
  id?: string;
}

interface ChatMessage {
  role: string;
  content?: unknown;
}

const errors: Record<string, ScriptedTurn["error"]> = {
  "400": { status: 400, message: "Invalid value for 'temperature'", type: "invalid_request_error" },
  "401": { status: 401, message: "Incorrect API key provided: sk-wrong****key", code: "invalid_api_key" },
  "402": { status: 402, message: "Insufficient credits" },
  "403": { status: 403, message: "Your key has no access to this model", type: "permission_error" },
  "429": { status: 429, message: "Rate limit reached for requests", code: "rate_limit_exceeded" },
  "500": { status: 500, message: "The server had an error while processing your request" },
  "503": { status: 503, message: "The engine is currently overloaded", type: "overloaded_error" },
  overflow: {
    status: 400,
    message:
      "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
    code: "context_length_exceeded",
  },
};

/**
 * Reads the script out of the conversation: directives `[[text hello]]`, `[[think why]]`, `[[tool name {json}]]`,
 * `[[slow 50]]`, `[[long 200]]`, `[[error 429]]`, `[[cut 2]]`, `[[length]]`, `[[empty]]`, `[[echo]]` in the last user
 * message. After a tool result the answer quotes it. Without a directive the model says `ok`.
 */
export function turnFor(messages: ChatMessage[]): ScriptedTurn {
  const lastUser = messages.findLastIndex(isSpoken);
  const said = textOf(messages[lastUser]?.content);
  const directives = directivesIn(said);
  const msPerToken = Number(directives.find(({ name }) => name === "slow")?.rest ?? 0);
  const results = messages.slice(lastUser + 1).filter(({ role }) => role === "tool");
  if (results.length > 0)
    return { text: `ok: ${results.map(({ content }) => resultText(content)).join(" | ")}`, msPerToken };
  if (directives.length === 0) return { text: "ok" };
  const turn: ScriptedTurn = { msPerToken };
  for (const directive of directives) Object.assign(turn, stepOf(directive, turn, messages));
  return turn;
}

/** Heartbeats and the like are the server's own user messages. */
const isSpoken = ({ role, content }: ChatMessage) =>
  role === "user" && !/^\s*\{\s*"type":\s*"(heartbeat|login|system_alert)"/.test(textOf(content));

/** Where a tool must be called, a text is said through `send_message`, as agents of the older loop do. */
export function throughSendMessage(turn: ScriptedTurn, body: Record<string, unknown>): ScriptedTurn {
  const isForced = body.tool_choice === "required" || typeof body.tool_choice === "object";
  const tools = (body.tools ?? []) as { function?: { name?: string } }[];
  if (
    !isForced ||
    turn.toolCalls ||
    turn.error ||
    !tools.some((tool) => tool.function?.name === "send_message")
  )
    return turn;
  const { text = "ok", ...rest } = turn;
  return { ...rest, toolCalls: [{ name: "send_message", arguments: { message: text } }] };
}

function stepOf({ name, rest }: Directive, turn: ScriptedTurn, messages: ChatMessage[]): ScriptedTurn {
  switch (name) {
    case "text":
      return { text: `${turn.text ?? ""}${rest}` };
    case "think":
      return { reasoning: rest };
    case "echo":
      return {
        text: textOf(messages.findLast(({ role }) => role === "user")?.content).replace(
          /\[\[echo\]\]\s*/,
          "",
        ),
      };
    case "tool": {
      const [, tool = "", args = "{}"] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
      return { toolCalls: [...(turn.toolCalls ?? []), { name: tool, arguments: args || "{}" }] };
    }
    case "error":
      return { error: errors[rest] ?? { status: Number(rest) || 500, message: `Scripted error ${rest}` } };
    case "long":
      return { text: Array.from({ length: Number(rest) }, (_, index) => `word${index}`).join(" ") };
    case "cut":
      return { cutAfter: Number(rest) || 1, text: turn.text ?? "This answer never reaches its end" };
    case "length":
      return { finishReason: "length" };
    default:
      return {};
  }
}

interface Directive {
  name: string;
  rest: string;
}

/** Finds `[[name rest]]`; brackets inside JSON arguments may nest. */
function directivesIn(text: string): Directive[] {
  const found: Directive[] = [];
  for (const match of text.matchAll(/\[\[(\w+)\s*/g)) {
    const start = match.index + match[0].length;
    const end = endOf(text, start);
    if (end >= 0) found.push({ name: match[1], rest: text.slice(start, end) });
  }
  return found;
}

function endOf(text: string, start: number): number {
  let depth = 0;
  let isString = false;
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (isString) {
      if (char === "\\") index++;
      else if (char === '"') isString = false;
      continue;
    }
    if (char === '"' && depth > 0) isString = true;
    else if (char === "{") depth++;
    else if (char === "}") depth--;
    else if (depth <= 0 && text.startsWith("]]", index)) return index;
  }
  return -1;
}

/** A tool result is our envelope `{status, message, time}`, or any text. */
function resultText(content: unknown): string {
  const text = textOf(content);
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (message === undefined) return text;
    return typeof message === "string" ? message : JSON.stringify(message);
  } catch {
    return text;
  }
}

export const textOf = (content: unknown): string => {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: { text?: string }) => part.text ?? "").join("\n");
};
