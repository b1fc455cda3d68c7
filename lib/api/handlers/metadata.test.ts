import { expect, test } from "vitest";
import { aWorld, householdOf, refusal } from "@/lib/testing/harness";

type World = Awaited<ReturnType<typeof aWorld>>;

async function aUser({ ctx }: World, email: string | null = null) {
  const { userId, organizationId } = ctx.actor;
  await ctx.db.organization.create({ data: { id: organizationId, name: "Home" } });
  await ctx.db.user.create({ data: { id: userId, organization_id: organizationId, name: "Ada", email } });
}

const aProject = ({ ctx }: World, name: string) =>
  ctx.db.project.create({
    data: {
      id: crypto.randomUUID(),
      organization_id: ctx.actor.organizationId,
      name,
      slug: name.toLowerCase(),
      created_at: ctx.clock.now(),
    },
  });

// The command line asks for this at login and gives up on anything but an answer.
test("the status of a server without projects names none", async () => {
  const { api } = await aWorld();
  expect(await api.metadata.getStatus()).toEqual({ current_project_id: null });
});

test("the user is who asks, with an organisation and without a bill", async () => {
  const world = await aWorld();
  await aUser(world);
  const { userId, organizationId } = world.ctx.actor;
  expect(await world.api.metadata.getUser()).toEqual({
    id: userId,
    email: "",
    name: "Ada",
    organization_name: "Home",
    organization_id: organizationId,
    current_project_name: null,
    current_project_id: null,
    billing_tier: "enterprise",
    remaining_credits: 0,
  });
  expect(await world.api.metadata.retrieveCurrentBalances()).toEqual({
    total_balance: 0,
    monthly_credit_balance: 0,
    purchased_credit_balance: 0,
    billing_tier: "enterprise",
  });
});

test("the current project is the request's, else the first; another organisation's is none", async () => {
  const world = await aWorld();
  await aUser(world, `${world.ctx.actor.userId}@example.com`);
  const first = await aProject(world, "First");
  const second = await aProject(world, "Second");
  const foreign = await aProject(world.stranger as World, "Foreign");
  const project = async (projectId: string | null) => {
    const { api } = householdOf({ ...world.ctx, projectId });
    const { current_project_id, current_project_name } = await api.metadata.getUser();
    expect(await api.metadata.getStatus()).toEqual({ current_project_id });
    return [current_project_id, current_project_name];
  };
  expect(await project(null)).toEqual([first.id, "First"]);
  expect(await project(second.id)).toEqual([second.id, "Second"]);
  expect(await project(foreign.id)).toEqual([first.id, "First"]);
});

test("a user that was deleted is not found", async () => {
  const world = await aWorld();
  await aUser(world);
  await world.ctx.db.user.update({ where: { id: world.ctx.actor.userId }, data: { is_deleted: true } });
  const { status, body } = await refusal(world.api.metadata.getUser());
  expect(status).toBe(404);
  expect(body.message).toContain("not found");
});

test("feedback reaches the server's log without the transcript that came with it", async () => {
  const { ctx } = await aWorld();
  const said: unknown[] = [];
  const log = { ...ctx.log, info: (fields: Record<string, unknown>) => void said.push(fields) };
  const { api } = householdOf({ ...ctx, log });
  const body = { message: "Nice.", agent_id: "agent-1", debug_log_tail: "sk-123", recent_chunks: [{ a: 1 }] };
  expect(await api.metadata.sendFeedback({ body })).toEqual({ success: true });
  expect(said).toEqual([
    { feedback: "Nice.", feature: "letta-code", agent_id: "agent-1", client_version: undefined },
  ]);
});

test("telemetry of clients is accepted and left nowhere", async () => {
  const { ctx } = await aWorld();
  const fail = () => {
    throw new Error("Telemetry was logged");
  };
  const { api } = householdOf({ ...ctx, log: { ...ctx.log, info: fail, debug: fail } });
  const data = { session_id: "s", startup_command: "x" };
  const events = [{ type: "session_start" as const, timestamp: "2026-01-01T00:00:00Z", data }];
  expect(await api.metadata.sendTelemetry({ body: { service: "letta-code", events } })).toEqual({
    success: true,
  });
});

test.each([
  ["feedback", { message: "" }],
  ["feedback", {}],
  ["telemetry", { service: "letta-code", events: [] }],
  ["telemetry", { service: "other", events: [{ type: "error" }] }],
])("ill-formed %s is refused: %j", async (path, body) => {
  const { send } = await aWorld();
  const answer = await send("POST", `/v1/metadata/${path}`, body);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ message: expect.any(String) });
});
