import { packLogin, packSystemAlert, packToolReturn, packUser } from "@/lib/runtime/envelope";
import type { ContentPart, Message } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import type { NewAgent } from "./new-agent";

type Sequence = NonNullable<NewAgent["initial_message_sequence"]>;

interface Opening {
  agentType: string;
  timezone: string;
  /** Model name, which marks what a model would have said. */
  model: string;
  hasBaseTools: boolean;
  /** Null for what the type begins with. */
  sequence: Sequence | null;
}

/** What follows the system message of a new agent, not yet stored. */
export function initialMessages(ctx: Context, opening: Opening): Message[] {
  if (opening.sequence) return opening.sequence.flatMap((message) => given(ctx, message, opening));
  switch (opening.agentType) {
    case "letta_v1_agent":
    case "voice_sleeptime_agent":
      return [];
    case "sleeptime_agent":
      return opening.hasBaseTools ? [] : [login(ctx, opening)];
    default:
      return [
        ...said(ctx, greeting, opening, "Starting up. Somebody is about to talk to me, so I greet them."),
        login(ctx, opening),
      ];
  }
}

const greeting = "More human than human is our motto.";

function given(ctx: Context, message: Sequence[number], opening: Opening): Message[] {
  const text = textOf(message.content);
  const isPlain = opening.agentType === "letta_v1_agent";
  const stamp = { now: ctx.clock.now(), timezone: opening.timezone };
  switch (message.role) {
    case "assistant":
      return isPlain ? [row(ctx, "assistant", text, { model: opening.model })] : said(ctx, text, opening);
    case "user": {
      const packed = isPlain ? text : packUser({ message: text, name: message.name ?? undefined, ...stamp });
      return [row(ctx, "user", packed, { name: message.name ?? null, otid: message.otid ?? null })];
    }
    case "system":
      return [row(ctx, "system", isPlain ? text : packSystemAlert({ message: text, ...stamp }))];
  }
}

/** Agents of the older types speak through a tool: the call and its return. */
function said(ctx: Context, text: string, { timezone, model }: Opening, thought = ""): Message[] {
  const callId = ctx.ids.next("call");
  const call = { name: "send_message", arguments: JSON.stringify({ message: text }) };
  const func_response = packToolReturn({ status: "success", value: "None", now: ctx.clock.now(), timezone });
  return [
    row(ctx, "assistant", thought, { model, tool_calls: [{ id: callId, type: "function", function: call }] }),
    row(ctx, "tool", func_response, {
      name: "send_message",
      model,
      tool_returns: [{ tool_call_id: callId, status: "success", func_response, stdout: [], stderr: [] }],
    }),
  ];
}

const login = (ctx: Context, { timezone }: Opening) =>
  row(ctx, "user", packLogin({ now: ctx.clock.now(), timezone }));

const row = (ctx: Context, role: Message["role"], text: string, fields: Partial<Message> = {}): Message => ({
  id: ctx.ids.next("message"),
  role,
  content: text ? [{ type: "text", text }] : [],
  created_at: ctx.clock.now().toISOString(),
  ...fields,
});

function textOf(content: Sequence[number]["content"]): string {
  if (typeof content === "string") return content;
  return content.map((part) => textPart(part as ContentPart)).join("\n");
}

function textPart(part: ContentPart): string {
  if (part.type === "text") return part.text;
  throw new AppError("invalid_argument", `An initial message cannot bring content of type '${part.type}'`);
}
