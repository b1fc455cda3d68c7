const keyOf = (agentId: string) => `mneme.draft.${agentId}`;

export const readDraft = (agentId: string) => localStorage.getItem(keyOf(agentId)) ?? "";

export function writeDraft(agentId: string, draft: string) {
  if (draft) localStorage.setItem(keyOf(agentId), draft);
  else localStorage.removeItem(keyOf(agentId));
}
