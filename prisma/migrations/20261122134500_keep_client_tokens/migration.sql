-- The API gives these tokens again in its list, so they are kept, encrypted. None were given out before.
delete from client_access_tokens;
alter table client_access_tokens add column token_enc text not null;
alter table client_access_tokens alter column expires_at set not null;
