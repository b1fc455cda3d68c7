-- A fork may be made for a purpose of its own, which lists need not show.
alter table "conversations" add column "hidden" boolean not null default false;
