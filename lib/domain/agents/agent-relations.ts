/** What an agent's answer can carry beside its own columns. */
export type AgentRelation =
  | "blocks"
  | "identities"
  | "managed_group"
  | "pending_approval"
  | "secrets"
  | "sources"
  | "tags"
  | "tools";

export const allRelations: AgentRelation[] = [
  "blocks",
  "identities",
  "managed_group",
  "pending_approval",
  "secrets",
  "sources",
  "tags",
  "tools",
];

const legacyNames: Record<string, AgentRelation> = {
  memory: "blocks",
  identity_ids: "identities",
  multi_agent_group: "managed_group",
  tool_exec_environment_variables: "secrets",
  secrets: "secrets",
  sources: "sources",
  tags: "tags",
  tools: "tools",
};

export interface RelationQuery {
  /** `agent.<relation>`, as clients since 1.0 ask. */
  include?: string[];
  /** As older clients ask; unknown names mean nothing. */
  include_relationships?: string[];
}

/**
 * The relations a request asks for. One that asks for nothing gets everything if its client is of the old
 * generation, which knows no other way, and `unasked` otherwise.
 */
export function relationsAsked(
  query: RelationQuery,
  client: "legacy" | "1.0",
  unasked: AgentRelation[] = [],
): AgentRelation[] {
  if (query.include?.length) {
    const asked = query.include.map((name) => name.replace(/^agent\./, ""));
    return allRelations.filter(
      (name) => asked.includes(name) || (name === "tags" && asked.includes("blocks")),
    );
  }
  if (query.include_relationships)
    return allRelations.filter((name) =>
      query.include_relationships?.some((asked) => legacyNames[asked] === name),
    );
  return client === "legacy" ? allRelations : unasked;
}
