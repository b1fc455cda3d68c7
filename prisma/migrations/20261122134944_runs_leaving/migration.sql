-- Turns that were cancelled and whose process has not let go of them yet: the next turn of the conversation looks for them.
create index runs_leaving on runs (agent_id, coalesce(conversation_id, ''))
where status = 'cancelled' and lease_owner is not null;
