import type { Message, ToolCall, ToolReturn } from "../messages";
import { countingIds, systemMessage } from "./turns";

/** Random numbers that are the same in every run: a small linear congruential generator. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { chance: (share: number) => next() < share, below: (max: number) => Math.floor(next() * max) };
}

type Random = ReturnType<typeof seeded>;

/** A valid history with whatever may occur in one; at its end an approval may be pending. */
export function randomHistory(seed: number, stepCount: number): Message[] {
  const random = seeded(seed);
  const writer = new HistoryWriter(random);
  for (let step = 0; step < stepCount; step++) writer.step();
  if (random.chance(0.3)) writer.pendingApproval();
  return writer.rows;
}

class HistoryWriter {
  readonly rows: Message[] = [systemMessage];
  private readonly ids = countingIds();
  /** Some servers number the calls of every answer anew. */
  private readonly isNumbering: boolean;

  constructor(private readonly random: Random) {
    this.isNumbering = random.chance(0.3);
    if (random.chance(0.3)) this.add({ role: "summary", content: said("summary", random) });
  }

  step(): void {
    const step_id = this.ids.next("step");
    if (this.random.chance(0.6)) this.add({ role: "user", step_id, content: said("user", this.random) });
    const kind = this.random.below(10);
    if (kind < 3) this.add({ role: "assistant", step_id, content: said("answer", this.random) });
    else if (kind < 5) this.approved(step_id);
    else this.called(step_id);
  }

  private called(step_id: string): void {
    const tool_calls = this.calls();
    this.add({ role: "assistant", step_id, content: [], tool_calls });
    this.add({ role: "tool", step_id, content: [], tool_returns: tool_calls.map(returned(this.random)) });
  }

  pendingApproval(): void {
    this.request(this.ids.next("step"));
  }

  private approved(step_id: string): void {
    const asked = this.request(step_id);
    const approvals = asked.map(({ id }) => ({ type: "approval" as const, tool_call_id: id, approve: true }));
    this.add({ role: "approval", step_id, content: [], approvals });
    const all = this.rows.filter((row) => row.step_id === step_id).flatMap((row) => row.tool_calls ?? []);
    this.add({ role: "tool", step_id, content: [], tool_returns: all.map(returned(this.random)) });
  }

  private request(step_id: string): ToolCall[] {
    const [first, ...rest] = this.calls();
    if (rest.length > 0) this.add({ role: "assistant", step_id, content: [], tool_calls: rest });
    this.add({ role: "approval", step_id, content: [], tool_calls: [first] });
    return [first];
  }

  private calls(): ToolCall[] {
    const count = 1 + this.random.below(3);
    return Array.from({ length: count }, (_, index) => ({
      id: this.isNumbering ? `call_${index}` : this.ids.next("call"),
      type: "function",
      function: { name: "roll", arguments: "{}" },
    }));
  }

  private add(fields: Pick<Message, "role" | "content"> & Partial<Message>): void {
    this.rows.push({ id: this.ids.next("message"), created_at: systemMessage.created_at, ...fields });
  }
}

const said = (what: string, random: Random) => [
  { type: "text" as const, text: `${what} ${"word ".repeat(random.below(60))}` },
];

const returned =
  (random: Random) =>
  ({ id }: ToolCall): ToolReturn => ({
    tool_call_id: id,
    status: "success",
    func_response: `result ${"data ".repeat(random.below(80))}`,
  });
