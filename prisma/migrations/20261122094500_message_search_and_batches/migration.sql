-- A vector goes with its message, whatever deletes it.
delete from message_embeddings where not exists (select 1 from messages where messages.id = message_embeddings.message_id);
alter table "message_embeddings" add constraint "message_embeddings_message_id_fkey" foreign key ("message_id") references "messages"("id") on delete cascade on update cascade;

-- Message search by words. Stored, because splitting a text into words takes a fraction of a millisecond and common words
-- are in many texts. Beyond 20,000 characters a text is found by its trigrams only: a vector of words has a largest size
-- and must never refuse a message.
alter table "messages" add column "search_words" tsvector generated always as (to_tsvector('english', left(search_text, 20000))) stored;
create index "messages_search_words" on "messages" using gin ("search_words");

-- Message search by meaning, one index for each usual number of dimensions, as for passages. Every
-- message gets a vector while turns go on, so the graph is kept small: cheaper to add to, and hybrid search forgives a miss.
create index message_embeddings_384 on message_embeddings using hnsw ((embedding::vector(384)) vector_cosine_ops) with (m = 8, ef_construction = 32) where embedding_dim = 384;
create index message_embeddings_768 on message_embeddings using hnsw ((embedding::vector(768)) vector_cosine_ops) with (m = 8, ef_construction = 32) where embedding_dim = 768;
create index message_embeddings_1024 on message_embeddings using hnsw ((embedding::vector(1024)) vector_cosine_ops) with (m = 8, ef_construction = 32) where embedding_dim = 1024;
create index message_embeddings_1536 on message_embeddings using hnsw ((embedding::vector(1536)) vector_cosine_ops) with (m = 8, ef_construction = 32) where embedding_dim = 1536;
create index message_embeddings_3072 on message_embeddings using hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops) with (m = 8, ef_construction = 32) where embedding_dim = 3072;

-- The work on batches looks for those that are open, and for those that nobody was told about yet.
create index "jobs_job_type_status_idx" on "jobs"("job_type", "status");
