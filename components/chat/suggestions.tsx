import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Each shows something of memory, and each works with the demo model. */
const prompts = ["My name is Ada", "Remember that I prefer tea", "What is my name?", "/help"];

type SuggestionsProps = { agentName: string; isDemo: boolean; onChoose: (prompt: string) => void };

export function Suggestions({ agentName, isDemo, onChoose }: SuggestionsProps) {
  return (
    <EmptyState
      className="my-auto"
      title={`Say something to ${agentName}`}
      action={prompts
        .filter((prompt) => isDemo || !prompt.startsWith("/"))
        .map((prompt) => (
          <Button key={prompt} onClick={() => onChoose(prompt)}>
            {prompt}
          </Button>
        ))}
    >
      {isDemo
        ? "The demo model answers: a set of rules, not a language model. Tell it something and watch its memory."
        : "Tell it something worth keeping and watch its memory."}
    </EmptyState>
  );
}
