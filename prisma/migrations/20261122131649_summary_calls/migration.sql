-- What a model call cost that wrote a summary of a window: its tokens are no part of a step's usage, and its trace is
-- swept. The indexes serve the overview of runs and the deletion of agents.
create table "summary_calls" (
    "id" text not null,
    "organization_id" text not null,
    "agent_id" text not null,
    "run_id" text,
    "step_id" text,
    "model" text not null,
    "model_handle" text,
    "prompt_tokens" integer not null,
    "completion_tokens" integer not null,
    "total_tokens" integer not null,
    "cached_input_tokens" integer,
    "cache_write_tokens" integer,
    "cost_micros" bigint,
    "created_at" timestamptz(3) not null default current_timestamp,
    constraint "summary_calls_pkey" primary key ("id")
);
create index "summary_calls_run_id_idx" on "summary_calls"("run_id");
create index "summary_calls_agent_id_idx" on "summary_calls"("agent_id");
