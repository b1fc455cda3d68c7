"use client";
import { CodeStep } from "./code-step";
import { ConnectStep } from "./connect-step";
import type { StepId } from "./steps";
import { RememberStep, TalkStep } from "./talk-step";

export function StepContent({ id, agentId }: { id: StepId; agentId: string | null }) {
  return (
    <div className="flex max-w-reading flex-col items-start gap-3 text-ink-muted">{stepOf(id, agentId)}</div>
  );
}

function stepOf(id: StepId, agentId: string | null) {
  switch (id) {
    case "talk":
      return <TalkStep agentId={agentId} />;
    case "remember":
      return <RememberStep agentId={agentId} />;
    case "connect":
      return <ConnectStep />;
    case "code":
      return <CodeStep agentId={agentId} />;
  }
}
