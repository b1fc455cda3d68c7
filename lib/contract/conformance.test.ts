import { describe, expect, test } from "vitest";
import { openapi } from "./openapi";
import reference from "./reference.json" with { type: "json" };
import { contract } from "./registry";

/** What a schema says about field names: the reference keeps nothing else. `1` is a schema without fields. */
type Shape = 1 | { $ref?: string; any?: Shape[]; items?: Shape; properties?: Record<string, Shape> };
type Json = Record<string, any>;

/** What the workspace needs and the reference lacks. */
const ownOperations = [
  "GET /v1/_mneme/server mneme_retrieve_server",
  "GET /v1/_mneme/providers mneme_list_providers",
  "POST /v1/_mneme/providers/refresh mneme_refresh_providers",
  "POST /v1/_mneme/models/test mneme_test_model",
  "GET /v1/_mneme/keys mneme_list_keys",
  "POST /v1/_mneme/keys mneme_create_key",
  "DELETE /v1/_mneme/keys/{key_id} mneme_revoke_key",
  "GET /v1/_mneme/blocks/{block_id}/history mneme_list_block_history",
  "POST /v1/_mneme/blocks/{block_id}/restore mneme_restore_block",
  "POST /v1/_mneme/blocks/{block_id}/replace-text mneme_replace_block_text",
  "GET /v1/_mneme/agents/{agent_id}/history mneme_list_agent_history",
  "POST /v1/_mneme/steps/{step_id}/undo-memory mneme_undo_step_memory",
  "GET /v1/_mneme/runs/{run_id}/stream mneme_follow_run",
  "GET /v1/_mneme/agents/{agent_id}/activity mneme_follow_agent",
  "GET /v1/_mneme/steps/{step_id}/context mneme_retrieve_step_context",
  "GET /v1/_mneme/agents/{agent_id}/context mneme_retrieve_agent_context",
  "POST /v1/_mneme/agents/{agent_id}/rewind mneme_rewind_agent",
  "GET /v1/_mneme/runs/overview mneme_list_run_overviews",
  "GET /v1/_mneme/usage mneme_list_usage",
  "GET /v1/_mneme/prices mneme_list_prices",
  "PUT /v1/_mneme/prices mneme_set_price",
  "DELETE /v1/_mneme/prices mneme_delete_price",
  "POST /v1/_mneme/groups/{group_id}/messages mneme_send_group_message",
  "POST /v1/_mneme/groups/{group_id}/stream mneme_retrieve_group_stream",
  "POST /v1/_mneme/groups/{group_id}/cancel mneme_cancel_group_turn",
];

/** Sent by clients of the reference though its document is silent about them. */
const unlisted: Record<string, string[]> = {
  list_agents: ["show_hidden_agents"],
  list_blocks: ["show_hidden_blocks"],
  fork_conversation: ["message_id", "hidden"],
};

const unlistedPath = "/v1/sandbox-config/";
const unlistedOperations = [
  "create_custom_local_sandbox_config",
  "create_default_e2b_sandbox_config",
  "create_default_local_sandbox_config",
  "create_sandbox_config",
  "create_sandbox_environment_variable",
  "delete_sandbox_config",
  "delete_sandbox_environment_variable",
  "list_sandbox_configs",
  "list_sandbox_environment_variables",
  "update_sandbox_config",
  "update_sandbox_environment_variable",
];
const unlistedSchemas = /^(E2B|Local|Modal)?Sandbox(Config|Type|EnvironmentVariable)(Create|Update)?$/;

const document = openapi(contract, { title: "", version: "" });
const schemas = reference.schemas as Record<string, Shape>;

/** Operations of our own have a prefix, and their schemas a name, that the reference will never use. */
const isOwnPath = (path: string) => path.startsWith("/v1/_mneme/");
const isOwnSchema = (name: string) => name.startsWith("Mneme");

const served = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, op]) => `${method.toUpperCase()} ${path} ${op.operationId}`),
);

test("the contract has the operations of the reference and, under a prefix of their own, ours", () => {
  const wanted = reference.operations.map(
    ({ method, path, operationId }) => `${method} ${path} ${operationId}`,
  );
  expect(wanted).toHaveLength(302);
  const isOwn = (operation: string) => isOwnPath(operation.split(" ")[1]);
  const isUnlisted = (operation: string) => operation.split(" ")[1].startsWith(unlistedPath);
  const listed = served.filter((operation) => !isOwn(operation) && !isUnlisted(operation));
  expect(listed.sort()).toEqual(wanted.sort());
  expect(
    served
      .filter(isUnlisted)
      .map((operation) => operation.split(" ")[2])
      .sort(),
  ).toEqual(unlistedOperations);
  expect(served.filter(isOwn).sort()).toEqual([...ownOperations].sort());
});

test("every schema of the reference is a component by the same name", () => {
  const shared = Object.keys(document.components.schemas).filter(
    (name) => !isOwnSchema(name) && !unlistedSchemas.test(name),
  );
  expect(shared.sort()).toEqual(Object.keys(schemas).sort());
});

describe.each(reference.operations)("$method $path", (wanted) => {
  const ours: Json = document.paths[wanted.path]?.[wanted.method.toLowerCase()] ?? {};

  test("has the parameters of the reference, required where it requires them", () => {
    const parameters = ours.parameters.map((p: Json) => [p.in, p.name, p.required]);
    expect(parameters).toEqual(expect.arrayContaining(wanted.parameters));
    const extra = parameters.filter(
      ([, name]: string[]) => !wanted.parameters.some(([, known]) => known === name),
    );
    const names = unlisted[wanted.operationId as string] ?? [];
    expect(extra).toEqual(names.map((name) => ["query", name, false]));
  });

  test("takes a body of the same type with the same fields", () => {
    const [type, content] = Object.entries<Json>(ours.requestBody?.content ?? {})[0] ?? [];
    expect(type).toBe(wanted.body?.type);
    expect(fieldsOf(content?.schema)).toEqual(referenceFields(wanted.body?.schema as Shape));
  });

  test("answers with the same status, fields and deprecation", () => {
    const [status, answer] = Object.entries<Json>(ours.responses)[0];
    expect(Number(status)).toBe(wanted.status);
    expect(ours.deprecated ?? false).toBe(wanted.deprecated ?? false);
    for (const [type, schema] of wanted.answers as [string, Shape][]) {
      if (wanted.status === 204) continue;
      expect(Object.keys(answer.content)).toContain(type);
      const fields = fieldsOf(answer.content[type].schema);
      // The reference requires this field of archives without declaring it, so it is not among its fields.
      if (wanted.path.startsWith("/v1/archives/"))
        for (const at of ["", "[]"]) fields.delete(`${at}.organization_id`);
      expect([...fields]).toEqual(expect.arrayContaining([...referenceFields(schema)]));
      if (schema !== 1) expect(fields).toEqual(referenceFields(schema));
    }
  });
});

const depthMax = 3;

/** The paths of all fields of a schema of our document, unions flattened. */
function fieldsOf(schema: Json | undefined, at = "", depth = 0, found = new Set<string>()): Set<string> {
  if (!schema || depth > depthMax) return found;
  if (schema.$ref)
    return fieldsOf(document.components.schemas[schema.$ref.split("/").pop()] as Json, at, depth, found);
  for (const variant of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    fieldsOf(variant, at, depth, found);
  fieldsOf(schema.items, `${at}[]`, depth, found);
  for (const [name, field] of Object.entries<Json>(schema.properties ?? {})) {
    found.add(`${at}.${name}`);
    fieldsOf(field, `${at}.${name}`, depth + 1, found);
  }
  return found;
}

function referenceFields(
  shape: Shape | undefined,
  at = "",
  depth = 0,
  found = new Set<string>(),
): Set<string> {
  if (!shape || shape === 1 || depth > depthMax) return found;
  if (shape.$ref) return referenceFields(schemas[shape.$ref], at, depth, found);
  for (const variant of shape.any ?? []) referenceFields(variant, at, depth, found);
  referenceFields(shape.items, `${at}[]`, depth, found);
  for (const [name, field] of Object.entries(shape.properties ?? {})) {
    found.add(`${at}.${name}`);
    referenceFields(field, `${at}.${name}`, depth + 1, found);
  }
  return found;
}
