import type { archives as contract } from "@/lib/contract/registry";
import { relationsAsked } from "@/lib/domain/agents/agent-relations";
import { findArchive, getArchive } from "@/lib/domain/archives/archive";
import { createArchive } from "@/lib/domain/archives/create-archive";
import { deleteArchive } from "@/lib/domain/archives/delete-archive";
import { insertArchivePassages } from "@/lib/domain/archives/insert-archive-passages";
import { listAgentsOfArchive } from "@/lib/domain/archives/list-agents-of-archive";
import { listArchives } from "@/lib/domain/archives/list-archives";
import { updateArchive } from "@/lib/domain/archives/update-archive";
import { deletePassage } from "@/lib/domain/passages/delete-passage";
import type { Handlers } from "../handlers";

export const archives: Handlers<typeof contract> = {
  createArchive: ({ ctx, body }) => createArchive(ctx, body),
  listArchives: ({ ctx, query: { name, agent_id, ...page } }) => listArchives(ctx, { name, agent_id }, page),
  retrieveArchive: ({ ctx, params }) => getArchive(ctx, params.archive_id),
  modifyArchive: ({ ctx, params, body }) => updateArchive(ctx, params.archive_id, body),
  deleteArchive: ({ ctx, params }) => deleteArchive(ctx, params.archive_id),
  listAgentsForArchive: ({ ctx, params, query: { include, ...page }, client }) =>
    listAgentsOfArchive(ctx, params.archive_id, page, relationsAsked({ include }, client)),
  createPassageInArchive: async ({ ctx, params, body }) => {
    const [passage] = await insertArchivePassages(ctx, params.archive_id, [body]);
    return passage;
  },
  createPassagesInArchive: ({ ctx, params, body }) =>
    insertArchivePassages(ctx, params.archive_id, body.passages),
  deletePassageFromArchive: async ({ ctx, params }) => {
    await findArchive(ctx, params.archive_id);
    await deletePassage(ctx, params.archive_id, params.passage_id);
  },
};
