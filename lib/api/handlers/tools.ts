import { tools as contract } from "@/lib/contract/registry";
import { addBaseTools } from "@/lib/domain/tools/add-base-tools";
import { deleteTool } from "@/lib/domain/tools/delete-tool";
import { countTools, listTools } from "@/lib/domain/tools/list-tools";
import { runFromSource } from "@/lib/domain/tools/run-from-source";
import { searchTools } from "@/lib/domain/tools/search-tools";
import { getTool } from "@/lib/domain/tools/tool";
import { updateTool } from "@/lib/domain/tools/update-tool";
import { upsertTool } from "@/lib/domain/tools/upsert-tool";
import { unimplemented } from "../unimplemented";
import { mcpLegacy } from "./mcp-legacy";

export const tools = unimplemented(contract, {
  ...mcpLegacy,
  listTools: ({ ctx, query: { before, after, limit, order, ...filter } }) =>
    listTools(ctx, filter, { before, after, limit, order }),
  countTools: ({ ctx, query }) => countTools(ctx, query),
  retrieveTool: ({ ctx, params }) => getTool(ctx, params.tool_id),
  createTool: ({ ctx, body }) => upsertTool(ctx, body),
  upsertTool: ({ ctx, body }) => upsertTool(ctx, body),
  modifyTool: ({ ctx, params, body }) => updateTool(ctx, params.tool_id, body),
  deleteTool: async ({ ctx, params }) => {
    await deleteTool(ctx, params.tool_id);
    return null;
  },
  searchTools: ({ ctx, body }) => searchTools(ctx, body),
  runToolFromSource: ({ ctx, body, signal }) => runFromSource(ctx, body, signal),
  addBaseTools: ({ ctx }) => addBaseTools(ctx),
});
