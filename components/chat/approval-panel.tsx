"use client";
import { Check, Hand, Pencil, Undo2, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { parseArguments } from "./memory-edit";
import { pretty, ToolDetails } from "./tool-details";
import type { Decision } from "./transcript";
import type { ToolItem } from "./transcript-items";

type ApprovalPanelProps = { calls: ToolItem[]; onDecide: (decisions: Decision[]) => void };

/** The run waits for a person. All calls are answered together, as the server wants them; one alone is sent at once. */
export function ApprovalPanel({ calls, onDecide }: ApprovalPanelProps) {
  const [decisions, setDecisions] = useState<Record<string, Decision>>({});
  const decide = (decision: Decision) => {
    const next = { ...decisions, [decision.callId]: decision };
    setDecisions(next);
    const all = calls.map((call) => next[call.callId]);
    if (all.every(Boolean)) onDecide(all);
  };
  const open = calls.filter((call) => !decisions[call.callId]);
  return (
    <section
      aria-label="Approval needed"
      role="alert"
      className="my-3 flex flex-col overflow-hidden rounded-lg border border-mark-line"
    >
      <p className="flex items-center gap-2 bg-mark-soft px-4 py-2.5 font-medium text-mark-text">
        <Hand aria-hidden="true" className="size-4" />
        {open.length === 1
          ? "The agent asks for your approval"
          : `The agent asks for your approval of ${open.length} calls`}
      </p>
      {open.map((call) => (
        <ApprovalRequest key={call.key} call={call} onDecide={decide} />
      ))}
    </section>
  );
}

function ApprovalRequest({ call, onDecide }: { call: ToolItem; onDecide: (decision: Decision) => void }) {
  const [reason, setReason] = useState("");
  /** What the person has written in place of the agent's arguments; null: nothing. */
  const [written, setWritten] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const approve = () => {
    if (written === null) return onDecide({ callId: call.callId, isApproved: true });
    const changed = parseArguments(written);
    if (!changed) return setProblem("The arguments must be a JSON object.");
    onDecide({ callId: call.callId, isApproved: true, arguments: changed });
  };
  const deny = () => onDecide({ callId: call.callId, isApproved: false, reason: reason.trim() });
  const edit = (text: string | null) => {
    setWritten(text);
    setProblem(null);
  };
  return (
    <div className="flex flex-col gap-3 border-t p-4 first-of-type:border-t-0">
      <p>
        Run <span className="font-medium font-mono">{call.name}</span>?
      </p>
      {written === null ? (
        <ToolDetails item={call} />
      ) : (
        <Field
          label={`Arguments for ${call.name}`}
          hint="The tool runs with these, and the agent is told so."
          error={problem ?? undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              spellCheck={false}
              value={written}
              onChange={(change) => edit(change.target.value)}
              onKeyDown={(press) => press.key === "Escape" && edit(null)}
              className="max-h-80 font-mono text-xs"
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button tone="primary" aria-label={`Approve ${call.name}`} onClick={approve}>
          <Check /> {written === null ? "Approve" : "Approve with changes"}
        </Button>
        {written === null ? (
          <Button
            aria-label={`Edit the arguments of ${call.name}`}
            onClick={() => edit(pretty(call.arguments))}
          >
            <Pencil /> Edit
          </Button>
        ) : (
          <Button aria-label={`Leave the arguments of ${call.name} as they were`} onClick={() => edit(null)}>
            <Undo2 /> Leave as it was
          </Button>
        )}
        <Button aria-label={`Deny ${call.name}`} onClick={deny}>
          <X /> Deny
        </Button>
        <Input
          aria-label="Reason for denying"
          placeholder="Reason, if you deny"
          value={reason}
          onChange={(change) => setReason(change.target.value)}
          className="min-w-40 flex-1"
        />
      </div>
    </div>
  );
}
