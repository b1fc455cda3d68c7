-- Turns of one conversation run one after the other, whichever process they are in. The database holds it: a second run
-- cannot become `running` before the first has ended. Should there be several, the earliest stays.
update runs later set status = 'failed', stop_reason = 'error', lease_expires_at = null
where later.status = 'running'
  and exists (
    select 1 from runs earlier
    where earlier.status = 'running' and earlier.agent_id = later.agent_id
      and coalesce(earlier.conversation_id, '') = coalesce(later.conversation_id, '')
      and (earlier.created_at, earlier.id) < (later.created_at, later.id)
  );
create unique index runs_one_running on runs (agent_id, coalesce(conversation_id, '')) where status = 'running';
