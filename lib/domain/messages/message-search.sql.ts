import { Prisma } from "@/lib/generated/prisma/client";
import { indexedTypes } from "../passages/nearest-passages.sql";

/** Which messages a search looks at. */
export interface MessageScope {
  organizationId: string;
  roles: string[];
  agentId?: string | null;
  /** `default`: those of no conversation. */
  conversationId?: string | null;
  /** Messages of another conversation that this one was forked from. */
  sharedIds?: string[];
  projectId?: string | null;
  templateId?: string | null;
  /** Both ends are inside. */
  from?: Date | null;
  to?: Date | null;
}

export interface NearestMessagesQuery {
  /** Name and version of the embedding model: only vectors of one model can be compared. */
  model: string;
  dims: number;
  /** `[1,2,…]` */
  vector: string;
  limit: number;
}

export interface Hit {
  id: string;
  score: number;
}

/** Leaves out the server's own notes to the agent, and searches with what they returned: they would find themselves. */
const inScope = (scope: MessageScope) => Prisma.sql`
  m.organization_id = ${scope.organizationId}
  and m.role = any(${scope.roles})
  and m.search_text is not null
  and m.search_text !~ '^\\s*\\{\\s*"type":\\s*"(heartbeat|login|system_alert)"'
  and (m.tool_calls is null or not m.tool_calls @> '[{"function": {"name": "conversation_search"}}]'::jsonb)
  and coalesce(m.name, '') not in ('conversation_search', 'archival_memory_search', 'send_message')
  ${scope.agentId ? Prisma.sql`and m.agent_id = ${scope.agentId}` : Prisma.empty}
  ${inConversation(scope)}
  ${ofAgentIn(scope)}
  ${scope.from ? Prisma.sql`and m.created_at >= ${scope.from}` : Prisma.empty}
  ${scope.to ? Prisma.sql`and m.created_at <= ${scope.to}` : Prisma.empty}`;

function inConversation({ conversationId, sharedIds = [] }: MessageScope): Prisma.Sql {
  if (!conversationId) return Prisma.empty;
  if (conversationId === "default") return Prisma.sql`and m.conversation_id is null`;
  return sharedIds.length > 0
    ? Prisma.sql`and (m.conversation_id = ${conversationId} or m.id = any(${sharedIds}))`
    : Prisma.sql`and m.conversation_id = ${conversationId}`;
}

function ofAgentIn({ organizationId, projectId, templateId }: MessageScope): Prisma.Sql {
  if (!projectId && !templateId) return Prisma.empty;
  return Prisma.sql`and m.agent_id in (
    select id
    from agents
    where organization_id = ${organizationId}
      ${projectId ? Prisma.sql`and project_id = ${projectId}` : Prisma.empty}
      ${templateId ? Prisma.sql`and (template_id = ${templateId} or base_template_id = ${templateId})` : Prisma.empty})`;
}

export const newestMessages = (scope: MessageScope, limit: number) => Prisma.sql`
  select m.id, 0::float8 as score
  from messages m
  where ${inScope(scope)}
  order by m.seq desc
  limit ${limit}`;

/** All words of the query, or with `any` some of them. */
function wordsQuery(text: string, match: "all" | "any"): Prisma.Sql {
  const all = Prisma.sql`websearch_to_tsquery('english', ${text})`;
  return match === "all" ? all : Prisma.sql`replace(${all}::text, '&', '|')::tsquery`;
}

const patternOf = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** What a message must be found by; each half has an index of its own. */
export const hasWords = (text: string, match: "all" | "any") =>
  Prisma.sql`(m.search_words @@ ${wordsQuery(text, match)} or m.search_text ilike ${patternOf(text)})`;

const RECENT_MAX = 2_000;
const RANKED_MAX = 1_000;

export interface WordsQuery {
  text: string;
  match: "all" | "any";
  limit: number;
  /** Look only at the newest messages: quick for words that are everywhere, where the indexes are slow. */
  isRecent: boolean;
}

/**
 * Messages with the words, in any of their forms, or with the text as it stands: that first, then by words, then the
 * newest. Matches are collected before they are ordered, so that the indexes of the words are used and not the one of
 * the order; of very many the newest are ranked.
 */
export const messagesWithWords = (
  scope: MessageScope,
  { text, match, limit, isRecent }: WordsQuery,
) => Prisma.sql`
  with looked_at as ${isRecent ? newestOf(scope) : Prisma.sql`not materialized (select * from messages)`},
  matches as materialized (
    select m.id, m.seq
    from looked_at m
    where ${inScope(scope)}
      and ${hasWords(text, match)}
  ),
  newest as (
    select id
    from matches
    order by seq desc
    limit ${RANKED_MAX}
  )
  select m.id,
         (case when m.search_text ilike ${patternOf(text)} then 1 else 0 end
           + ts_rank(m.search_words, ${wordsQuery(text, match)}))::float8 as score
  from newest
  join messages m on m.id = newest.id
  order by score desc, m.seq desc
  limit ${limit}`;

const newestOf = (scope: MessageScope) => Prisma.sql`materialized (
    select m.*
    from messages m
    where ${inScope(scope)}
    order by m.seq desc
    limit ${RECENT_MAX}
  )`;

/** Exact: every candidate is compared. */
export const nearestMessagesExact = (scope: MessageScope, query: NearestMessagesQuery) => Prisma.sql`
  with candidates as materialized (
    select e.message_id as id, e.embedding
    from message_embeddings e
    join messages m on m.id = e.message_id
    where e.organization_id = ${scope.organizationId}
      and e.model = ${query.model}
      and e.embedding_dim = ${query.dims}
      ${scope.agentId ? Prisma.sql`and e.agent_id = ${scope.agentId}` : Prisma.empty}
      and ${inScope(scope)}
  )
  select id, 1 - (embedding <=> ${query.vector}::vector) as score
  from candidates
  order by embedding <=> ${query.vector}::vector
  limit ${query.limit}`;

/**
 * For the transaction: the index goes on when filters leave too few of the rows it found, where its version can. The
 * cast loads the extension, without which its settings are not known.
 */
export const searchIndexFurther = Prisma.sql`
  select set_config(name, case name when 'hnsw.ef_search' then '100' else 'strict_order' end, true)
  from (select '[1]'::vector) as loaded, pg_settings
  where name in ('hnsw.ef_search', 'hnsw.iterative_scan')`;

/** By the HNSW index of these dimensions, whose expression and predicate it repeats to the letter. */
export function nearestMessagesByIndex(scope: MessageScope, query: NearestMessagesQuery): Prisma.Sql {
  const type = Prisma.raw(indexedTypes[query.dims]);
  const distance = Prisma.sql`e.embedding::${type} <=> ${query.vector}::${type}`;
  return Prisma.sql`
    select e.message_id as id, 1 - (${distance}) as score
    from message_embeddings e
    join messages m on m.id = e.message_id
    where e.embedding_dim = ${Prisma.raw(String(query.dims))}
      and e.organization_id = ${scope.organizationId}
      and e.model = ${query.model}
      and ${inScope(scope)}
    order by ${distance}
    limit ${query.limit}`;
}

/** How many vectors there are to compare, counted no further than `countMax`. */
export const countVectors = (
  { organizationId, agentId }: MessageScope,
  { model, countMax }: { model: string; countMax: number },
) => Prisma.sql`
  select count(*)::int as count
  from (
    select 1
    from message_embeddings
    where organization_id = ${organizationId}
      and model = ${model}
      ${agentId ? Prisma.sql`and agent_id = ${agentId}` : Prisma.empty}
    limit ${countMax}
  ) as counted`;
