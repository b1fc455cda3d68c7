import type { Run } from "@/lib/contract/runs/schemas";

export interface RunWords {
  title: string;
  tone: "neutral" | "accent" | "mark" | "positive" | "danger";
}

/** The state of a run in a word or two. */
export function describeRun({ status, stop_reason }: Pick<Run, "status" | "stop_reason">): RunWords {
  switch (status) {
    case "created":
      return { title: "Waiting", tone: "neutral" };
    case "running":
      return { title: "Running", tone: "accent" };
    case "cancelled":
      return { title: "Stopped", tone: "neutral" };
    case "failed":
      return { title: "Failed", tone: "danger" };
    case "completed":
      if (stop_reason === "requires_approval") return { title: "Needs approval", tone: "mark" };
      if (stop_reason === "max_steps") return { title: "Step limit", tone: "mark" };
      if (stop_reason === "max_tokens_exceeded") return { title: "Cut off", tone: "mark" };
      return { title: "Done", tone: "positive" };
  }
}
