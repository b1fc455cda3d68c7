import { agents as contract } from "@/lib/contract/registry";
import { unimplemented } from "../../unimplemented";
import { archival } from "./archival";
import { agentBlocks } from "./blocks";
import { crud } from "./crud";
import { agentFiles } from "./files";
import { memory } from "./memory";
import { messages } from "./messages";
import { agentTools } from "./tools";

export const agents = unimplemented(contract, {
  ...crud,
  ...memory,
  ...agentBlocks,
  ...messages,
  ...agentTools,
  ...archival,
  ...agentFiles,
});
