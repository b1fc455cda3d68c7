import type { ToolCallDelta, ToolReturnMessage } from "@/lib/contract/messages/schemas";
import type { ToolItem, ToolResult } from "./transcript-items";
import { type Items, replaceAt, type Source, textOf } from "./transcript-parts";

type CallBase = Omit<
  ToolItem,
  | "kind"
  | "key"
  | "callId"
  | "name"
  | "arguments"
  | "changedArguments"
  | "decision"
  | "result"
  | "endedAtMs"
  | "durationMs"
  | "isAbandoned"
  | "changes"
>;

export function applyCall(items: Items, call: ToolCallDelta, base: CallBase, { isStored }: Source): Items {
  const index = items.findLastIndex(
    (item) =>
      item.kind === "tool" &&
      item.messageId === base.messageId &&
      (!call.tool_call_id || item.callId === call.tool_call_id),
  );
  if (index < 0) {
    const callId = call.tool_call_id ?? base.messageId ?? "";
    const key = `tool:${base.messageId}:${callId}`;
    return [
      ...items,
      {
        ...base,
        kind: "tool",
        key,
        callId,
        name: call.name ?? "",
        arguments: call.arguments ?? "",
        decision: null,
        changedArguments: null,
        result: null,
        endedAtMs: null,
        durationMs: null,
        isAbandoned: false,
        changes: null,
      },
    ];
  }
  const known = items[index] as ToolItem;
  if (known.isStored || isStored) return items;
  return replaceAt(items, index, {
    ...known,
    name: call.name ?? known.name,
    arguments: known.arguments + (call.arguments ?? ""),
  });
}

/** A return whose call lies on an older page stands alone until that page arrives. */
export function applyResult(
  items: Items,
  { callId, ...result }: ToolResult & { callId: string },
  base: Omit<CallBase, "needsApproval"> & { name: string },
  { atMs }: Source,
): Items {
  if (
    items.some(
      (item) => item.kind === "tool" && item.callId === callId && item.result?.messageId === result.messageId,
    )
  )
    return items;
  const index = items.findLastIndex((item) => item.kind === "tool" && item.callId === callId && !item.result);
  if (index >= 0)
    return replaceAt(items, index, {
      ...(items[index] as ToolItem),
      result,
      endedAtMs: atMs,
      isAbandoned: false,
    });
  const key = `tool:${result.messageId}:${callId}`;
  return [
    ...items,
    {
      ...base,
      kind: "tool",
      key,
      callId,
      arguments: "",
      needsApproval: false,
      decision: null,
      changedArguments: null,
      result,
      endedAtMs: atMs,
      durationMs: null,
      isAbandoned: false,
      changes: null,
    },
  ];
}

export function decideCall(
  items: Items,
  callId: string,
  isApproved: boolean,
  changedArguments: unknown = null,
): Items {
  const index = items.findLastIndex((item) => item.kind === "tool" && item.callId === callId);
  if (index < 0) return items;
  return replaceAt(items, index, {
    ...(items[index] as ToolItem),
    decision: isApproved ? "approved" : "denied",
    changedArguments: changedArguments ? JSON.stringify(changedArguments) : null,
  });
}

export function returnsOf(message: ToolReturnMessage): (ToolResult & { callId: string })[] {
  const returns = message.tool_returns?.length ? message.tool_returns : [message];
  return returns.map((each) => ({
    callId: each.tool_call_id,
    messageId: message.id,
    status: each.status,
    text: textOf(each.tool_return),
    stdout: each.stdout ?? [],
    stderr: each.stderr ?? [],
  }));
}
