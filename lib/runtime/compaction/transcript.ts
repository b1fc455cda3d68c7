import type { ContentPart, Message } from "../messages";
import { returnText } from "../returns";
import { readSummary } from "./stored-summary";

/** The rows as JSON lines between two marks, as a summariser reads them. `returnCharsMax` cuts long tool returns. */
export function transcript(messages: Message[], { returnCharsMax = Number.POSITIVE_INFINITY } = {}): string {
  const lines = messages.map((message) => JSON.stringify(line(message, returnCharsMax)));
  return `<start_transcript>\n${lines.join("\n")}\n<end_transcript>`;
}

/** The text with its middle left out, so that no more than `charsMax` of it remain: half from either end. */
export function withoutMiddle(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  const half = Math.floor(charsMax / 2);
  const omitted = text.length - 2 * half;
  return `${text.slice(0, half)}\n... [${omitted} characters of the middle left out] ...\n${text.slice(-half)}`;
}

function line(message: Message, returnCharsMax: number): Record<string, unknown> {
  const { role, name, tool_calls: calls, tool_returns: returns, approvals } = message;
  const text =
    role === "summary" ? (readSummary(message) ?? spoken(message.content)) : spoken(message.content);
  return {
    role,
    ...(name && { name }),
    ...(text && !returns?.length && { content: text }),
    ...(calls?.length && {
      tool_calls: calls.map(({ function: { name, arguments: args } }) => ({ name, arguments: args })),
    }),
    ...(returns?.length && {
      tool_returns: returns.map((item) => ({
        status: item.status,
        content: cut(returned(item), returnCharsMax),
      })),
    }),
    ...(approvals?.length && { approvals: approvals.map(decision) }),
  };
}

const spoken = (content: ContentPart[]) =>
  content
    .flatMap((part) =>
      part.type === "text" ? [part.text] : part.type === "image" ? ["[Image omitted]"] : [],
    )
    .join("\n");

function returned(item: NonNullable<Message["tool_returns"]>[number]): string {
  const images =
    typeof item.func_response === "string"
      ? 0
      : item.func_response.filter(({ type }) => type === "image").length;
  return [returnText(item), ...Array<string>(images).fill("[Image omitted]")].filter(Boolean).join("\n");
}

const decision = (item: NonNullable<Message["approvals"]>[number]) =>
  item.type === "approval" ? { approve: item.approve, reason: item.reason ?? null } : { status: item.status };

const cut = (text: string, max: number) =>
  text.length > max ? `${text.slice(0, max)}... [truncated ${text.length - max} chars]` : text;
