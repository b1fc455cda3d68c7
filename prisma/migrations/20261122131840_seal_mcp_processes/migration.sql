-- The arguments and variables of a process may be secrets, so its whole description is sealed. No server was stored before.
alter table "mcp_servers" drop column "stdio_config";
alter table "mcp_servers" add column "stdio_config_enc" text;

-- Every call of a tool looks for the caller's sign-in at its server.
create index "mcp_oauth_sessions_organization_id_server_url_idx" on "mcp_oauth_sessions" ("organization_id", "server_url");
drop index "mcp_oauth_sessions_organization_id_idx";
