import type { Pool } from "pg";
import type { Db } from "@/lib/domain/context";

export class Dead extends Error {}

/** The life of a simulated process: it ends at once, or at one of its next steps. */
export class Life {
  private left = Number.POSITIVE_INFINITY;
  isOver = false;

  endAfter(steps: number): void {
    this.left = steps;
  }

  end(): void {
    this.isOver = true;
  }

  /** Every access to the world outside is a step. */
  step(): void {
    if (!this.isOver && this.left-- <= 0) this.isOver = true;
    if (this.isOver) throw new Dead("the process is dead");
  }
}

/** The database as a process reaches it that may die: what it asks for after its death does not happen. */
export function mortalDb(db: Db, life: Life): Db {
  return new Proxy(db, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name === "$transaction")
        return (work: (tx: Db) => Promise<unknown>, options: object) =>
          guarded(life, () =>
            (target as never as { $transaction: (...args: unknown[]) => Promise<unknown> }).$transaction(
              (tx: Db) => work(mortalDb(tx, life)),
              options,
            ),
          );
      if (typeof value === "function") return mortalCall(value, target, life);
      return typeof value === "object" && value !== null ? mortalModel(value, life) : value;
    },
  });
}

const mortalModel = (model: object, life: Life) =>
  new Proxy(model, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? mortalCall(value, target, life) : value;
    },
  });

const mortalCall =
  (call: unknown, self: object, life: Life) =>
  (...args: unknown[]) =>
    guarded(life, () => (call as (...args: unknown[]) => Promise<unknown>).apply(self, args));

async function guarded<T>(life: Life, work: () => Promise<T>): Promise<T> {
  life.step();
  const result = await work();
  if (life.isOver) throw new Dead("the process died meanwhile");
  return result;
}

export const mortalPool = (pool: Pool, life: Life) =>
  ({
    query: (...args: unknown[]) => guarded(life, () => pool.query(...(args as [string]))),
  }) as unknown as Pool;
