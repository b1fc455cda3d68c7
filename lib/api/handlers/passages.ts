import type { passages as contract } from "@/lib/contract/registry";
import { searchAllPassages } from "@/lib/domain/passages/search-all-passages";
import type { Handlers } from "../handlers";

export const passages: Handlers<typeof contract> = {
  searchPassages: ({ ctx, body, signal }) => searchAllPassages(ctx, body, signal),
};
