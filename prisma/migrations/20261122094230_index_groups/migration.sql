-- CreateIndex
CREATE INDEX "messages_group_id_seq_idx" ON "messages"("group_id", "seq");

-- CreateIndex
CREATE INDEX "runs_parent_run_id_idx" ON "runs"("parent_run_id");
