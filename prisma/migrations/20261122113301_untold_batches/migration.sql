-- Every pass of the work on batches looks for callers that were not told: there are few, among all batches there ever were.
create index "jobs_untold" on "jobs" (("callback_url" is not null)) where "callback_url" is not null and "callback_status_code" is null and "callback_error" is null;
