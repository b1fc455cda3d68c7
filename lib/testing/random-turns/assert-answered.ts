import assert from "node:assert/strict";
import type { Message } from "@/lib/runtime/messages";

/**
 * What every provider asks of a history: the system message first, each call with exactly one return before anybody
 * else speaks. Only the calls of the last row may wait, and only for a person.
 */
export function assertAnswered(history: Message[], { isRequest = false } = {}): void {
  assert.equal(history[0]?.role, "system", "the system message is first");
  const open = new Map<string, string>();
  for (const row of history.slice(1)) {
    const at = `${row.role} ${row.id}`;
    if (row.role === "assistant" || row.role === "user" || row.role === "summary" || row.role === "system")
      assert.deepEqual([...open.keys()], [], `no call waits when ${at} comes`);
    for (const call of row.tool_calls ?? []) {
      assert.ok(!open.has(call.id), `${at} calls ${call.id} once`);
      assert.doesNotThrow(() => JSON.parse(call.function.arguments), `the arguments in ${at} are JSON`);
      open.set(call.id, row.id);
    }
    for (const item of row.tool_returns ?? [])
      assert.ok(open.delete(item.tool_call_id), `${at} answers a call that waits: ${item.tool_call_id}`);
  }
  if (open.size === 0) return;
  assert.ok(!isRequest, `the model is asked while calls wait: ${[...open.keys()]}`);
  const last = history[history.length - 1];
  assert.ok(
    last.role === "approval" && last.tool_calls?.length,
    `calls wait for nobody: ${[...open.keys()]}`,
  );
}
