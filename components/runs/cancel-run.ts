import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import { toast } from "@/components/ui/toast";
import type { Run } from "@/lib/contract/runs/schemas";
import { runQueries } from "./queries";

export function useCancelRun(run: Pick<Run, "id" | "agent_id">) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.agents.cancelMessage({ params: { agent_id: run.agent_id }, body: { run_ids: [run.id] } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: runQueries.detail(run.id).queryKey }),
    onError: (error) => toast.failed("The run could not be stopped", error.message),
  });
}
