import type { Resource } from "@/lib/contract/operation";
import { AppError } from "@/lib/shared/errors";
import type { Handlers } from "./handlers";

const stubs = new WeakSet<object>();

/** Handlers for all operations of a resource: those given, and a 501 for each of the others. */
export function unimplemented<R extends Resource>(
  resource: R,
  handlers: Partial<Handlers<NoInfer<R>>> = {},
): Handlers<R> {
  const missing = Object.entries(resource).map(([name, op]) => [name, stub(op.operationId)]);
  return { ...Object.fromEntries(missing), ...handlers };
}

/** The ids of all operations that answer 501, sorted. */
export function unimplementedOperations(
  contract: Record<string, Resource>,
  handlers: Record<string, Record<string, unknown>>,
): string[] {
  return Object.entries(contract)
    .flatMap(([resource, ops]) =>
      Object.entries(ops).flatMap(([name, op]) =>
        isStub(handlers[resource]?.[name]) ? [op.operationId] : [],
      ),
    )
    .sort();
}

const isStub = (handler: unknown) => typeof handler !== "function" || stubs.has(handler);

function stub(operationId: string) {
  const answer = () => {
    throw new AppError("not_implemented", `The operation '${operationId}' is not implemented`);
  };
  stubs.add(answer);
  return answer;
}
