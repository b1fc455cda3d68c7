-- CreateTable
CREATE TABLE "pending_approvals" (
    "place_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "conversation_id" TEXT,
    "request_id" TEXT NOT NULL,
    "held" JSONB NOT NULL DEFAULT '[]',
    "answering_run_id" TEXT,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_approvals_pkey" PRIMARY KEY ("place_id")
);

-- CreateIndex
CREATE INDEX "pending_approvals_waiting_since_idx" ON "pending_approvals"("waiting_since");

-- CreateIndex
CREATE INDEX "pending_approvals_agent_id_idx" ON "pending_approvals"("agent_id");

-- CreateIndex
CREATE INDEX "pending_approvals_conversation_id_idx" ON "pending_approvals"("conversation_id");

-- AddForeignKey
ALTER TABLE "pending_approvals" ADD CONSTRAINT "pending_approvals_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_approvals" ADD CONSTRAINT "pending_approvals_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What waits already: the request stands at the end of the window.
INSERT INTO "pending_approvals" ("place_id", "organization_id", "agent_id", "request_id", "waiting_since", "updated_at")
SELECT a."id", a."organization_id", a."id", m."id", m."created_at", CURRENT_TIMESTAMP
FROM "agents" a
JOIN "messages" m ON m."id" = a."message_ids"[cardinality(a."message_ids")]
WHERE m."role" = 'approval' AND jsonb_typeof(m."tool_calls") = 'array' AND m."tool_calls" <> '[]';

INSERT INTO "pending_approvals" ("place_id", "organization_id", "agent_id", "conversation_id", "request_id", "waiting_since", "updated_at")
SELECT c."id", c."organization_id", c."agent_id", c."id", m."id", m."created_at", CURRENT_TIMESTAMP
FROM "conversations" c
JOIN "messages" m ON m."id" = c."in_context_message_ids"[cardinality(c."in_context_message_ids")]
WHERE m."role" = 'approval' AND jsonb_typeof(m."tool_calls") = 'array' AND m."tool_calls" <> '[]';
