"use client";
import { useQuery } from "@tanstack/react-query";
import { Maximize2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DiffText } from "@/components/ui/diff-text";
import { Field } from "@/components/ui/field";
import { count, plural } from "@/components/ui/numbers";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useTokenCount } from "@/components/ui/token-count";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { ConfigSection } from "./config-section";
import { readPromptDraft, writePromptDraft } from "./prompt-draft";
import { agentConfigQueries, useSaveSystemPrompt } from "./queries";

const PromptDialog = dynamic(() => import("./prompt-dialog").then((module) => module.PromptDialog));

/** What is typed stays with the agent in this browser until it is saved or discarded. Key it by the saved prompt. */
export function SystemPromptSection({ agent }: { agent: AgentState }) {
  const [draft, setDraft] = useState(() => readPromptDraft(agent.id) ?? agent.system);
  const [isTouched, setIsTouched] = useState(false);
  const [isLarge, setIsLarge] = useState(false);
  const counted = useTokenCount(draft, isTouched || isLarge);
  const saved = useQuery(agentConfigQueries.promptTokens(agent.id)).data ?? null;
  const saving = useSaveSystemPrompt(agent.id);
  const isChanged = draft !== agent.system;
  const isExact = counted.isCounted || (!isChanged && saved !== null);
  const tokens = counted.isCounted || isChanged ? counted.tokens : (saved ?? counted.tokens);
  const type = (text: string) => {
    setDraft(text);
    writePromptDraft(agent.id, text === agent.system ? null : text);
  };
  const save = () =>
    saving.mutate(draft, {
      onSuccess: () => {
        writePromptDraft(agent.id, null);
        setIsLarge(false);
        toast.done("System prompt saved", "It counts from the next message.");
      },
      onError: (error) => toast.failed("System prompt was not saved", error.message),
    });
  const size = `${isExact ? "" : "about "}${plural(tokens, "token")}`;
  return (
    <ConfigSection title="Instructions" summary={size}>
      <Field
        label="System prompt"
        hint={`${size}, ${count(draft.length)} characters. In force from the next message.`}
      >
        {(control) => (
          <Textarea
            {...control}
            value={draft}
            spellCheck={false}
            className="max-h-64 min-h-32 font-mono text-xs leading-relaxed"
            onFocus={() => setIsTouched(true)}
            onChange={(change) => type(change.target.value)}
          />
        )}
      </Field>
      {isChanged && (
        <section aria-label="Changes to the system prompt" className="flex flex-col gap-1.5">
          <h4 className="text-2xs text-mark-text">What changes</h4>
          <DiffText
            before={agent.system}
            after={draft}
            className="max-h-48 overflow-y-auto rounded-md border border-mark-line px-3 py-2 font-mono text-xs leading-relaxed"
          />
        </section>
      )}
      <div className="flex items-center gap-1.5">
        <Button size="sm" tone="quiet" className="-ml-2.5" onClick={() => setIsLarge(true)}>
          <Maximize2 /> Open editor
        </Button>
        {isChanged && (
          <span className="ml-auto flex gap-1.5">
            <Button tone="quiet" size="sm" onClick={() => type(agent.system)}>
              Discard
            </Button>
            <Button
              tone="primary"
              size="sm"
              isPending={saving.isPending}
              onClick={save}
              aria-label="Save system prompt"
            >
              Save
            </Button>
          </span>
        )}
      </div>
      {isLarge && (
        <PromptDialog
          saved={agent.system}
          draft={draft}
          size={size}
          isSaving={saving.isPending}
          onType={type}
          onSave={save}
          onClose={() => setIsLarge(false)}
        />
      )}
    </ConfigSection>
  );
}
