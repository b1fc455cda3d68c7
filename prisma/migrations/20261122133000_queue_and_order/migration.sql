-- Files are given out by the job queue: what stays here is who may write.
drop index files_processing_status_lease_expires_at_idx;
alter table files drop column lease_expires_at;
alter table files rename column lease_owner to claimed_by;
create index files_processing_status_id_idx on files (processing_status, id);

-- Turns of a conversation are begun in the order in which they were accepted.
alter table runs add column accepted_no bigserial not null;
create index runs_in_line on runs (agent_id, coalesce(conversation_id, ''), accepted_no)
where status in ('created', 'running');
