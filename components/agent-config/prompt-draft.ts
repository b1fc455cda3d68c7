const keyOf = (agentId: string) => `mneme.prompt.${agentId}`;

export const readPromptDraft = (agentId: string) => localStorage.getItem(keyOf(agentId));

export function writePromptDraft(agentId: string, draft: string | null) {
  if (draft === null) localStorage.removeItem(keyOf(agentId));
  else localStorage.setItem(keyOf(agentId), draft);
}
