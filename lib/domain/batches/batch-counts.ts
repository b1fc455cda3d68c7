/** How far a batch is, as `metadata.request_counts` says it. */
export interface BatchCounts {
  total: number;
  waiting: number;
  running: number;
  completed: number;
  failed: number;
  cancelled: number;
}

export function countsOf(found: Record<string, number>): BatchCounts {
  const of = (status: string) => found[status] ?? 0;
  return {
    total: Object.values(found).reduce((sum, count) => sum + count, 0),
    waiting: of("created"),
    running: of("running"),
    completed: of("completed"),
    failed: of("failed"),
    cancelled: of("cancelled"),
  };
}

/** What a batch is once nothing of it is open; null while something is. */
export function outcomeOf({ total, waiting, running, failed, cancelled }: BatchCounts) {
  if (waiting + running > 0) return null;
  if (total > 0 && failed === total) return "failed";
  return total > 0 && cancelled === total ? "cancelled" : "completed";
}
