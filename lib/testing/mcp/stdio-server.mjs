// A server as a process: two tools, spoken to by its standard input and output.
import { fromJsonSchema, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

const text = (value) => ({ content: [{ type: "text", text: value }] });

serveStdio(() => {
  const server = new McpServer({ name: "process", version: "1.0.0" });
  const properties = { name: { type: "string" } };
  server.registerTool(
    "environment",
    { description: "Tells a variable.", inputSchema: fromJsonSchema({ type: "object", properties }) },
    async ({ name }) => text(process.env[name] ?? "unset"),
  );
  server.registerTool("pid", { description: "Tells the process." }, async () => text(String(process.pid)));
  return server;
});
