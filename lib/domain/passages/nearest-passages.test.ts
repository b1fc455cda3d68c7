import { expect, test } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";
import { type NearestQuery, nearestByIndex, nearestExact } from "./nearest-passages.sql";

// The index is used only while the query repeats its expression and predicate to the letter.
test.each([384, 768, 1024, 1536, 3072])(
  "a search in %i dimensions can use the index, and agrees with the exact one",
  async (dims) => {
    const { ctx } = await aWorld();
    const organization_id = ctx.actor.organizationId;
    const archive = await ctx.db.archive.create({
      data: { id: newId("archive"), organization_id, name: "a" },
    });
    const vectors = [0.2, 0.5, 0.9].map(
      (x) => `[${Array.from({ length: dims }, (_, i) => (i === 0 ? x : i === 1 ? 1 - x : 0)).join(",")}]`,
    );
    for (const vector of vectors) {
      const row = await ctx.db.passage.create({
        data: {
          id: newId("passage"),
          organization_id,
          archive_id: archive.id,
          text: "x",
          embedding_dim: dims,
        },
      });
      await ctx.db.$executeRaw`update passages set embedding = ${vector}::vector where id = ${row.id}`;
    }
    const query: NearestQuery = {
      organizationId: organization_id,
      archiveIds: [archive.id],
      dims,
      vector: vectors[1],
      tags: [],
      tagMatchMode: "any",
      from: null,
      to: null,
      limit: 3,
    };
    const plan = await ctx.db.$transaction(async (tx) => {
      await tx.$executeRaw`set local enable_seqscan = off`;
      await tx.$executeRaw`set local enable_bitmapscan = off`;
      await tx.$executeRaw`set local enable_sort = off`;
      return tx.$queryRaw<Record<string, string>[]>(Prisma.sql`explain ${nearestByIndex(query)}`);
    });
    expect(JSON.stringify(plan)).toContain(`passages_embedding_${dims}`);
    const exact = await ctx.db.$queryRaw<{ id: string }[]>(nearestExact(query));
    const byIndex = await ctx.db.$queryRaw<{ id: string }[]>(nearestByIndex(query));
    expect(byIndex.map(({ id }) => id)).toEqual(exact.map(({ id }) => id));
    expect(exact).toHaveLength(3);
  },
);
