import { ArgumentReader } from "./argument-reader";

/** What one part of a model's answer adds to what is shown of it. */
export type Increment =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string; signature?: string | null; source?: "non_reasoner_model" }
  | { kind: "hidden_reasoning"; state: "redacted" | "omitted"; data: string | null }
  | { kind: "tool_call"; tool_call_id: string; name?: string; arguments?: string };

/**
 * Shows a call while its arguments arrive (runtime.md §4.5): the thought in them as a thought, what `send_message` says
 * as said, anything else as the call. The call begins to show behind its thought, which is where history has it.
 */
export class CallReader {
  private readonly reader: ArgumentReader;
  private isShown = false;

  constructor(
    private readonly call: { id: string; name: string },
    private readonly options: { isSpoken: boolean },
  ) {
    this.reader = new ArgumentReader(new Set(options.isSpoken ? ["thinking", "message"] : ["thinking"]));
  }

  read(json: string): Increment[] {
    return this.reader.read(json).flatMap(({ name, text }): Increment[] => {
      if (name === "thinking") return [{ kind: "reasoning", source: "non_reasoner_model", text }];
      if (this.options.isSpoken) return name === "message" ? [{ kind: "text", text }] : [];
      return [...this.begin(), { kind: "tool_call", tool_call_id: this.call.id, arguments: text }];
    });
  }

  /** A call that came without arguments is shown all the same. */
  end(): Increment[] {
    return this.options.isSpoken ? [] : this.begin();
  }

  private begin(): Increment[] {
    if (this.isShown) return [];
    this.isShown = true;
    return [{ kind: "tool_call", tool_call_id: this.call.id, name: this.call.name }];
  }
}
