import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";

const shownMax = 6;
const blocksMax = 4;
/** Labels consist of these; the server refuses to look for anything else in them. */
const labelText = /^[a-zA-Z0-9_/-]{1,50}$/;

export const paletteQueries = {
  agents: (text: string) =>
    queryOptions({
      queryKey: ["palette", "agents", text],
      queryFn: ({ signal }) =>
        api.agents.listAgents(
          { query: { query_text: text || undefined, limit: shownMax, order_by: "last_run_completion" } },
          { signal },
        ),
      placeholderData: keepPreviousData,
    }),
  /** Blocks by their label, then by their text. */
  blocks: (text: string) =>
    queryOptions({
      queryKey: ["palette", "blocks", text],
      queryFn: async ({ signal }) => {
        const find = (by: object) => api.blocks.listBlocks({ query: { ...by, limit: shownMax } }, { signal });
        const [byLabel, byText] = await Promise.all([
          labelText.test(text) ? find({ label_search: text }) : [],
          find({ value_search: text.slice(0, 200) }),
        ]);
        const seen = new Set(byLabel.map((block) => block.id));
        return [...byLabel, ...byText.filter((block) => !seen.has(block.id))].slice(0, blocksMax);
      },
      enabled: text.length > 1,
      placeholderData: (previous) => (text.length > 1 ? previous : undefined),
    }),
};
