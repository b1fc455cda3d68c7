import type { tags as contract } from "@/lib/contract/registry";
import { listTags } from "@/lib/domain/tags/list-tags";
import type { Handlers } from "../handlers";

export const tags: Handlers<typeof contract> = {
  listTags: ({ ctx, query }) => listTags(ctx, { ...query, search: query.name ?? query.query_text }),
};
