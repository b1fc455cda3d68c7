create extension if not exists vector;
create extension if not exists pg_trgm;

-- CreateTable
CREATE TABLE "agents" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "agent_type" TEXT NOT NULL DEFAULT 'letta_v1_agent',
    "description" TEXT,
    "system" TEXT NOT NULL,
    "message_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "llm_config" JSONB NOT NULL,
    "embedding_config" JSONB,
    "compaction_settings" JSONB,
    "response_format" JSONB,
    "tool_rules" JSONB NOT NULL DEFAULT '[]',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "message_buffer_autoclear" BOOLEAN NOT NULL DEFAULT false,
    "enable_sleeptime" BOOLEAN,
    "max_files_open" INTEGER,
    "per_file_view_window_char_limit" INTEGER,
    "hidden" BOOLEAN,
    "project_id" TEXT,
    "template_id" TEXT,
    "base_template_id" TEXT,
    "deployment_id" TEXT,
    "entity_id" TEXT,
    "last_run_completion" TIMESTAMPTZ(3),
    "last_run_duration_ms" INTEGER,
    "last_stop_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_blocks" (
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "block_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_blocks_pkey" PRIMARY KEY ("agent_id","block_id")
);

-- CreateTable
CREATE TABLE "agent_tools" (
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "tool_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_tools_pkey" PRIMARY KEY ("agent_id","tool_id")
);

-- CreateTable
CREATE TABLE "agent_secrets" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value_enc" TEXT NOT NULL,
    "description" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_secrets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_identities" (
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_identities_pkey" PRIMARY KEY ("agent_id","identity_id")
);

-- CreateTable
CREATE TABLE "agent_archives" (
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "archive_id" TEXT NOT NULL,
    "is_owner" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_archives_pkey" PRIMARY KEY ("agent_id","archive_id")
);

-- CreateTable
CREATE TABLE "agent_folders" (
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "folder_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_folders_pkey" PRIMARY KEY ("agent_id","folder_id")
);

-- CreateTable
CREATE TABLE "agent_files" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "folder_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "is_open" BOOLEAN NOT NULL DEFAULT false,
    "visible_content" TEXT,
    "start_line" INTEGER,
    "end_line" INTEGER,
    "last_accessed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "summary" TEXT,
    "model" TEXT,
    "model_settings" JSONB,
    "in_context_message_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "last_message_at" TIMESTAMPTZ(3),
    "last_run_completion" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_blocks" (
    "organization_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "block_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_blocks_pkey" PRIMARY KEY ("conversation_id","block_id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "password_hash" TEXT,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'member',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'member',
    "token_hash" TEXT NOT NULL,
    "invited_by_id" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "key_hint" TEXT NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_access_tokens" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "client_access_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "entity_type" TEXT,
    "entity_id" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "identifier_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "identity_type" TEXT NOT NULL,
    "project_id" TEXT,
    "properties" JSONB NOT NULL DEFAULT '[]',
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "manager_type" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "manager_agent_id" TEXT,
    "termination_token" TEXT,
    "max_turns" INTEGER,
    "sleeptime_agent_frequency" INTEGER,
    "turns_counter" INTEGER,
    "last_processed_message_id" TEXT,
    "max_message_buffer_length" INTEGER,
    "min_message_buffer_length" INTEGER,
    "hidden" BOOLEAN,
    "project_id" TEXT,
    "template_id" TEXT,
    "base_template_id" TEXT,
    "deployment_id" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_agents" (
    "organization_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_agents_pkey" PRIMARY KEY ("group_id","agent_id")
);

-- CreateTable
CREATE TABLE "group_blocks" (
    "organization_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "block_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_blocks_pkey" PRIMARY KEY ("group_id","block_id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "job_type" TEXT NOT NULL DEFAULT 'job',
    "status" TEXT NOT NULL DEFAULT 'created',
    "stop_reason" TEXT,
    "background" BOOLEAN,
    "agent_id" TEXT,
    "metadata" JSONB DEFAULT '{}',
    "request_config" JSONB,
    "callback_url" TEXT,
    "callback_sent_at" TIMESTAMPTZ(3),
    "callback_status_code" INTEGER,
    "callback_error" TEXT,
    "ttft_ns" BIGINT,
    "total_duration_ns" BIGINT,
    "completed_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_items" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "run_id" TEXT,
    "position" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'created',
    "request" JSONB NOT NULL,
    "error" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "batch_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedules" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "schedule" JSONB NOT NULL,
    "message" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_scheduled_at" TIMESTAMPTZ(3),
    "last_run_id" TEXT,
    "last_scheduled_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "templates" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "project_id" TEXT,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "latest_version" INTEGER NOT NULL DEFAULT 0,
    "latest_deployed" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_versions" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "template_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "message" TEXT,
    "snapshot" JSONB NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployments" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "project_id" TEXT,
    "template_id" TEXT,
    "template_version_id" TEXT,
    "name" TEXT,
    "memory_variables" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archives" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "vector_db_provider" TEXT NOT NULL DEFAULT 'native',
    "embedding_config" JSONB,
    "metadata" JSONB,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "archives_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passages" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "archive_id" TEXT,
    "folder_id" TEXT,
    "file_id" TEXT,
    "file_name" TEXT,
    "text" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB DEFAULT '{}',
    "embedding_config" JSONB,
    "embedding_dim" INTEGER,
    "embedding" vector,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "folders" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "instructions" TEXT,
    "metadata" JSONB,
    "embedding_config" JSONB,
    "vector_db_provider" TEXT NOT NULL DEFAULT 'native',
    "project_id" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "folders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "folder_id" TEXT NOT NULL,
    "file_name" TEXT,
    "original_file_name" TEXT,
    "file_type" TEXT,
    "file_size" INTEGER,
    "file_creation_date" TEXT,
    "file_last_modified_date" TEXT,
    "processing_status" TEXT NOT NULL DEFAULT 'pending',
    "error_message" TEXT,
    "total_chunks" INTEGER,
    "chunks_embedded" INTEGER,
    "blob_key" TEXT,
    "content_sha256" TEXT,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_contents" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_contents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "limit" INTEGER NOT NULL DEFAULT 100000,
    "description" TEXT,
    "read_only" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB DEFAULT '{}',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "hidden" BOOLEAN,
    "project_id" TEXT,
    "is_template" BOOLEAN NOT NULL DEFAULT false,
    "template_name" TEXT,
    "template_id" TEXT,
    "base_template_id" TEXT,
    "deployment_id" TEXT,
    "entity_id" TEXT,
    "preserve_on_migration" BOOLEAN DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "block_identities" (
    "organization_id" TEXT NOT NULL,
    "block_id" TEXT NOT NULL,
    "identity_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "block_identities_pkey" PRIMARY KEY ("block_id","identity_id")
);

-- CreateTable
CREATE TABLE "state_events" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" TEXT NOT NULL,
    "entity_type" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "agent_id" TEXT,
    "conversation_id" TEXT,
    "action" TEXT NOT NULL,
    "version" INTEGER,
    "before" JSONB,
    "after" JSONB,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "run_id" TEXT,
    "step_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "state_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "role" TEXT NOT NULL,
    "content" JSONB NOT NULL DEFAULT '[]',
    "name" TEXT,
    "tool_calls" JSONB,
    "tool_returns" JSONB,
    "approvals" JSONB,
    "approval_request_id" TEXT,
    "otid" TEXT,
    "step_id" TEXT,
    "run_id" TEXT,
    "sender_id" TEXT,
    "group_id" TEXT,
    "batch_item_id" TEXT,
    "conversation_id" TEXT,
    "model" TEXT,
    "is_err" BOOLEAN,
    "search_text" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_embeddings" (
    "message_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "embedding_dim" INTEGER NOT NULL,
    "embedding" vector NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_embeddings_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "providers" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "provider_type" TEXT NOT NULL,
    "provider_category" TEXT NOT NULL DEFAULT 'byok',
    "base_url" TEXT,
    "region" TEXT,
    "api_version" TEXT,
    "api_key_enc" TEXT,
    "access_key_enc" TEXT,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "last_synced" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "providers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_models" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "display_name" TEXT,
    "model_type" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "max_context_window" INTEGER,
    "embedding_dim" INTEGER,
    "supports_tools" BOOLEAN,
    "config" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_prices" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "input" DECIMAL(14,6) NOT NULL,
    "cached_input" DECIMAL(14,6),
    "cache_write" DECIMAL(14,6),
    "output" DECIMAL(14,6) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_prices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "conversation_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'created',
    "stop_reason" TEXT,
    "background" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB DEFAULT '{}',
    "request_config" JSONB,
    "input" JSONB NOT NULL DEFAULT '{}',
    "base_template_id" TEXT,
    "template_id" TEXT,
    "project_id" TEXT,
    "parent_run_id" TEXT,
    "callback_url" TEXT,
    "callback_sent_at" TIMESTAMPTZ(3),
    "callback_status_code" INTEGER,
    "callback_error" TEXT,
    "ttft_ns" BIGINT,
    "total_duration_ns" BIGINT,
    "run_start_ns" BIGINT,
    "num_steps" INTEGER,
    "tools_used" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "lease_owner" TEXT,
    "lease_expires_at" TIMESTAMPTZ(3),
    "actor_type" TEXT NOT NULL DEFAULT 'user',
    "actor_id" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_otids" (
    "organization_id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_otids_pkey" PRIMARY KEY ("organization_id","token")
);

-- CreateTable
CREATE TABLE "run_events" (
    "run_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "organization_id" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "steps" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "run_id" TEXT,
    "agent_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "stop_reason" TEXT,
    "origin" TEXT,
    "provider_id" TEXT,
    "provider_name" TEXT,
    "provider_category" TEXT,
    "model" TEXT,
    "model_handle" TEXT,
    "model_endpoint" TEXT,
    "context_window_limit" INTEGER,
    "completion_tokens" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" INTEGER NOT NULL DEFAULT 0,
    "total_tokens" INTEGER NOT NULL DEFAULT 0,
    "cached_input_tokens" INTEGER,
    "cache_write_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "completion_tokens_details" JSONB,
    "prompt_tokens_details" JSONB,
    "cost_micros" BIGINT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tid" TEXT,
    "trace_id" TEXT,
    "request_id" TEXT,
    "feedback" TEXT,
    "project_id" TEXT,
    "template_id" TEXT,
    "base_template_id" TEXT,
    "error_type" TEXT,
    "error_data" JSONB,
    "step_start_ns" BIGINT,
    "step_ns" BIGINT,
    "llm_request_start_ns" BIGINT,
    "llm_request_ns" BIGINT,
    "tool_execution_ns" BIGINT,
    "ttft_ns" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_traces" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "step_id" TEXT,
    "run_id" TEXT,
    "agent_id" TEXT,
    "agent_tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "call_type" TEXT NOT NULL DEFAULT 'agent_step',
    "source" TEXT,
    "request" BYTEA NOT NULL,
    "response" BYTEA NOT NULL,
    "llm_config" JSONB,
    "compaction_settings" JSONB,
    "billing_context" JSONB,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_traces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tools" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tool_type" TEXT NOT NULL DEFAULT 'custom',
    "description" TEXT,
    "source_type" TEXT DEFAULT 'python',
    "source_code" TEXT,
    "json_schema" JSONB,
    "args_json_schema" JSONB,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "return_char_limit" INTEGER NOT NULL DEFAULT 50000,
    "pip_requirements" JSONB,
    "npm_requirements" JSONB,
    "default_requires_approval" BOOLEAN,
    "enable_parallel_execution" BOOLEAN DEFAULT false,
    "metadata_" JSONB DEFAULT '{}',
    "project_id" TEXT,
    "mcp_server_id" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tools_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mcp_servers" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "server_name" TEXT NOT NULL,
    "server_type" TEXT NOT NULL,
    "server_url" TEXT,
    "stdio_config" JSONB,
    "auth_header" TEXT,
    "token_enc" TEXT,
    "custom_headers_enc" TEXT,
    "metadata_" JSONB,
    "last_synced" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mcp_servers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mcp_oauth_sessions" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "mcp_server_id" TEXT,
    "user_id" TEXT,
    "server_url" TEXT NOT NULL,
    "server_name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "state_hash" TEXT,
    "authorization_url" TEXT,
    "secrets_enc" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mcp_oauth_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_configs" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "config" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sandbox_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sandbox_variables" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "sandbox_config_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value_enc" TEXT NOT NULL,
    "description" TEXT,
    "created_by_id" TEXT,
    "last_updated_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sandbox_variables_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "agents_organization_id_created_at_id_idx" ON "agents"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "agents_organization_id_updated_at_id_idx" ON "agents"("organization_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "agents_organization_id_last_run_completion_id_idx" ON "agents"("organization_id", "last_run_completion", "id");

-- CreateIndex
CREATE INDEX "agents_organization_id_name_idx" ON "agents"("organization_id", "name");

-- CreateIndex
CREATE INDEX "agents_name_trgm" ON "agents" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "agents_tags_idx" ON "agents" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "agent_blocks_block_id_idx" ON "agent_blocks"("block_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_blocks_agent_id_label_key" ON "agent_blocks"("agent_id", "label");

-- CreateIndex
CREATE INDEX "agent_tools_tool_id_idx" ON "agent_tools"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_secrets_agent_id_key_key" ON "agent_secrets"("agent_id", "key");

-- CreateIndex
CREATE INDEX "agent_identities_identity_id_idx" ON "agent_identities"("identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_archives_agent_id_key" ON "agent_archives"("agent_id");

-- CreateIndex
CREATE INDEX "agent_archives_archive_id_idx" ON "agent_archives"("archive_id");

-- CreateIndex
CREATE INDEX "agent_folders_folder_id_idx" ON "agent_folders"("folder_id");

-- CreateIndex
CREATE INDEX "agent_files_file_id_idx" ON "agent_files"("file_id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_files_agent_id_file_id_key" ON "agent_files"("agent_id", "file_id");

-- CreateIndex
CREATE INDEX "conversations_organization_id_agent_id_created_at_id_idx" ON "conversations"("organization_id", "agent_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "conversations_agent_id_idx" ON "conversations"("agent_id");

-- CreateIndex
CREATE INDEX "conversation_blocks_block_id_idx" ON "conversation_blocks"("block_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_blocks_conversation_id_label_key" ON "conversation_blocks"("conversation_id", "label");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_organization_id_created_at_idx" ON "users"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_organization_id_user_id_key" ON "memberships"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_idx" ON "invitations"("organization_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_provider_account_id_key" ON "accounts"("provider", "provider_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "api_keys_organization_id_created_at_idx" ON "api_keys"("organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "client_access_tokens_token_hash_key" ON "client_access_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "client_access_tokens_organization_id_created_at_idx" ON "client_access_tokens"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_id_idx" ON "audit_events"("organization_id", "id");

-- CreateIndex
CREATE INDEX "identities_organization_id_identifier_key_idx" ON "identities"("organization_id", "identifier_key");

-- CreateIndex
CREATE INDEX "identities_organization_id_created_at_id_idx" ON "identities"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "groups_manager_agent_id_key" ON "groups"("manager_agent_id");

-- CreateIndex
CREATE INDEX "groups_organization_id_created_at_id_idx" ON "groups"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "group_agents_agent_id_idx" ON "group_agents"("agent_id");

-- CreateIndex
CREATE INDEX "group_blocks_block_id_idx" ON "group_blocks"("block_id");

-- CreateIndex
CREATE INDEX "jobs_organization_id_user_id_created_at_id_idx" ON "jobs"("organization_id", "user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "batch_items_agent_id_idx" ON "batch_items"("agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "batch_items_job_id_position_key" ON "batch_items"("job_id", "position");

-- CreateIndex
CREATE INDEX "schedules_organization_id_agent_id_created_at_idx" ON "schedules"("organization_id", "agent_id", "created_at");

-- CreateIndex
CREATE INDEX "schedules_enabled_next_scheduled_at_idx" ON "schedules"("enabled", "next_scheduled_at");

-- CreateIndex
CREATE UNIQUE INDEX "projects_organization_id_slug_key" ON "projects"("organization_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "templates_organization_id_project_id_name_key" ON "templates"("organization_id", "project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "template_versions_template_id_version_key" ON "template_versions"("template_id", "version");

-- CreateIndex
CREATE INDEX "deployments_organization_id_template_id_idx" ON "deployments"("organization_id", "template_id");

-- CreateIndex
CREATE INDEX "archives_organization_id_created_at_id_idx" ON "archives"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "passages_archive_id_created_at_id_idx" ON "passages"("archive_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "passages_folder_id_created_at_id_idx" ON "passages"("folder_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "passages_file_id_created_at_id_idx" ON "passages"("file_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "passages_organization_id_created_at_id_idx" ON "passages"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "passages_tags_idx" ON "passages" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "passages_text_trgm" ON "passages" USING GIN ("text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "folders_organization_id_created_at_id_idx" ON "folders"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "folders_organization_id_name_key" ON "folders"("organization_id", "name");

-- CreateIndex
CREATE INDEX "files_folder_id_created_at_id_idx" ON "files"("folder_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "files_organization_id_processing_status_idx" ON "files"("organization_id", "processing_status");

-- CreateIndex
CREATE UNIQUE INDEX "file_contents_file_id_key" ON "file_contents"("file_id");

-- CreateIndex
CREATE INDEX "blocks_organization_id_created_at_id_idx" ON "blocks"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "blocks_organization_id_label_idx" ON "blocks"("organization_id", "label");

-- CreateIndex
CREATE INDEX "blocks_tags_idx" ON "blocks" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "block_identities_identity_id_idx" ON "block_identities"("identity_id");

-- CreateIndex
CREATE INDEX "state_events_organization_id_entity_id_id_idx" ON "state_events"("organization_id", "entity_id", "id");

-- CreateIndex
CREATE INDEX "state_events_organization_id_agent_id_id_idx" ON "state_events"("organization_id", "agent_id", "id");

-- CreateIndex
CREATE INDEX "state_events_run_id_idx" ON "state_events"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_seq_key" ON "messages"("seq");

-- CreateIndex
CREATE INDEX "messages_agent_id_seq_idx" ON "messages"("agent_id", "seq");

-- CreateIndex
CREATE INDEX "messages_agent_id_conversation_id_seq_idx" ON "messages"("agent_id", "conversation_id", "seq");

-- CreateIndex
CREATE INDEX "messages_conversation_id_seq_idx" ON "messages"("conversation_id", "seq");

-- CreateIndex
CREATE INDEX "messages_organization_id_seq_idx" ON "messages"("organization_id", "seq");

-- CreateIndex
CREATE INDEX "messages_run_id_seq_idx" ON "messages"("run_id", "seq");

-- CreateIndex
CREATE INDEX "messages_step_id_seq_idx" ON "messages"("step_id", "seq");

-- CreateIndex
CREATE INDEX "messages_search_text_trgm" ON "messages" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "message_embeddings_organization_id_agent_id_idx" ON "message_embeddings"("organization_id", "agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "providers_organization_id_name_key" ON "providers"("organization_id", "name");

-- CreateIndex
CREATE INDEX "provider_models_provider_id_idx" ON "provider_models"("provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_models_organization_id_handle_model_type_key" ON "provider_models"("organization_id", "handle", "model_type");

-- CreateIndex
CREATE UNIQUE INDEX "model_prices_organization_id_handle_key" ON "model_prices"("organization_id", "handle");

-- CreateIndex
CREATE INDEX "runs_organization_id_created_at_id_idx" ON "runs"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "runs_organization_id_agent_id_created_at_id_idx" ON "runs"("organization_id", "agent_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "runs_organization_id_conversation_id_created_at_idx" ON "runs"("organization_id", "conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "runs_status_lease_expires_at_idx" ON "runs"("status", "lease_expires_at");

-- CreateIndex
CREATE INDEX "run_otids_run_id_idx" ON "run_otids"("run_id");

-- CreateIndex
CREATE INDEX "run_events_created_at_idx" ON "run_events"("created_at");

-- CreateIndex
CREATE INDEX "steps_organization_id_created_at_id_idx" ON "steps"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "steps_organization_id_agent_id_created_at_idx" ON "steps"("organization_id", "agent_id", "created_at");

-- CreateIndex
CREATE INDEX "steps_run_id_created_at_idx" ON "steps"("run_id", "created_at");

-- CreateIndex
CREATE INDEX "steps_agent_id_idx" ON "steps"("agent_id");

-- CreateIndex
CREATE INDEX "provider_traces_organization_id_step_id_idx" ON "provider_traces"("organization_id", "step_id");

-- CreateIndex
CREATE INDEX "provider_traces_agent_id_idx" ON "provider_traces"("agent_id");

-- CreateIndex
CREATE INDEX "provider_traces_created_at_idx" ON "provider_traces"("created_at");

-- CreateIndex
CREATE INDEX "tools_organization_id_created_at_id_idx" ON "tools"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "tools_mcp_server_id_idx" ON "tools"("mcp_server_id");

-- CreateIndex
CREATE UNIQUE INDEX "tools_organization_id_name_key" ON "tools"("organization_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "mcp_servers_organization_id_server_name_key" ON "mcp_servers"("organization_id", "server_name");

-- CreateIndex
CREATE UNIQUE INDEX "mcp_oauth_sessions_state_hash_key" ON "mcp_oauth_sessions"("state_hash");

-- CreateIndex
CREATE INDEX "mcp_oauth_sessions_organization_id_idx" ON "mcp_oauth_sessions"("organization_id");

-- CreateIndex
CREATE INDEX "mcp_oauth_sessions_mcp_server_id_idx" ON "mcp_oauth_sessions"("mcp_server_id");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_configs_organization_id_type_key" ON "sandbox_configs"("organization_id", "type");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_variables_sandbox_config_id_key_key" ON "sandbox_variables"("sandbox_config_id", "key");

-- AddForeignKey
ALTER TABLE "agent_blocks" ADD CONSTRAINT "agent_blocks_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_blocks" ADD CONSTRAINT "agent_blocks_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "blocks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_tools" ADD CONSTRAINT "agent_tools_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_secrets" ADD CONSTRAINT "agent_secrets_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_identities" ADD CONSTRAINT "agent_identities_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_identities" ADD CONSTRAINT "agent_identities_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_archives" ADD CONSTRAINT "agent_archives_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_archives" ADD CONSTRAINT "agent_archives_archive_id_fkey" FOREIGN KEY ("archive_id") REFERENCES "archives"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_folders" ADD CONSTRAINT "agent_folders_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_folders" ADD CONSTRAINT "agent_folders_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_files" ADD CONSTRAINT "agent_files_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_files" ADD CONSTRAINT "agent_files_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_blocks" ADD CONSTRAINT "conversation_blocks_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_blocks" ADD CONSTRAINT "conversation_blocks_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "blocks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_manager_agent_id_fkey" FOREIGN KEY ("manager_agent_id") REFERENCES "agents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_agents" ADD CONSTRAINT "group_agents_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_agents" ADD CONSTRAINT "group_agents_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_blocks" ADD CONSTRAINT "group_blocks_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_blocks" ADD CONSTRAINT "group_blocks_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "blocks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_items" ADD CONSTRAINT "batch_items_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_archive_id_fkey" FOREIGN KEY ("archive_id") REFERENCES "archives"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "folders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_contents" ADD CONSTRAINT "file_contents_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block_identities" ADD CONSTRAINT "block_identities_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "blocks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block_identities" ADD CONSTRAINT "block_identities_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_models" ADD CONSTRAINT "provider_models_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "providers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_mcp_server_id_fkey" FOREIGN KEY ("mcp_server_id") REFERENCES "mcp_servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sandbox_variables" ADD CONSTRAINT "sandbox_variables_sandbox_config_id_fkey" FOREIGN KEY ("sandbox_config_id") REFERENCES "sandbox_configs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
