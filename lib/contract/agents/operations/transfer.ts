import { z } from "zod";
import { deprecated } from "../../common";
import { operation } from "../../operation";
import {
  Body_export_agent,
  Body_import_agent,
  ExportAgentRequest,
  ImportedAgentsResponse,
} from "../agent-file";

const agentParams = z.object({ agent_id: z.string() });

export const exportAgent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/export",
  operationId: "export_agent",
  summary: "Export agent",
  params: agentParams,
  query: z.object({
    max_steps: deprecated(z.int().default(100)),
    use_legacy_format: deprecated(z.boolean().default(false)),
    conversation_id: z.string().optional(),
    scrub_messages: z.boolean().default(false),
  }),
  body: Body_export_agent.prefault({}),
  response: z.string(),
});

export const exportAgentWithSkills = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/export",
  operationId: "export_agent_with_skills",
  summary: "Export agent with skills",
  params: agentParams,
  body: ExportAgentRequest.nullish(),
  response: z.string(),
});

export const importAgent = operation({
  method: "POST",
  path: "/v1/agents/import",
  operationId: "import_agent",
  summary: "Import agent",
  headers: z.object({ "x-override-embedding-model": z.string().optional() }),
  body: Body_import_agent,
  multipart: true,
  response: ImportedAgentsResponse,
});
