import { randomUUID } from "node:crypto";
import { testDatabase } from "@/lib/testing/database";
import { memoryRunLog } from "./memory";
import { postgresRunLog } from "./postgres";
import { runLogContract } from "./run-log.contract";

runLogContract("memory", {
  isDurable: false,
  open: async () => {
    const log = memoryRunLog();
    return { log, another: () => log, newRun: async () => `run-${randomUUID()}`, takeOver: async () => {} };
  },
});

runLogContract("the database", {
  isDurable: true,
  open: async () => {
    const { pool, prisma } = await testDatabase();
    const organization_id = `org-${randomUUID()}`;
    const agent = {
      id: `agent-${randomUUID()}`,
      organization_id,
      name: "writer",
      system: "",
      llm_config: {},
    };
    await prisma.organization.create({ data: { id: organization_id, name: "run log" } });
    await prisma.agent.create({ data: agent });
    const another = () =>
      postgresRunLog({
        pool,
        onError: (error) => {
          throw error;
        },
      });
    return {
      log: another(),
      another,
      takeOver: async (id) => {
        await prisma.run.update({ where: { id }, data: { lease_epoch: { increment: 1 } } });
      },
      newRun: async () =>
        (
          await prisma.run.create({
            data: { id: `run-${randomUUID()}`, organization_id, agent_id: agent.id },
          })
        ).id,
    };
  },
});
