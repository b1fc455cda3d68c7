-- One index for each usual number of dimensions, as expressions (the schema file cannot state them, and the drift
-- check leaves expressions alone). The planner takes them because of the plain integer column in the predicate.
create index passages_embedding_384 on passages using hnsw ((embedding::vector(384)) vector_cosine_ops) where embedding_dim = 384;
create index passages_embedding_768 on passages using hnsw ((embedding::vector(768)) vector_cosine_ops) where embedding_dim = 768;
create index passages_embedding_1024 on passages using hnsw ((embedding::vector(1024)) vector_cosine_ops) where embedding_dim = 1024;
create index passages_embedding_1536 on passages using hnsw ((embedding::vector(1536)) vector_cosine_ops) where embedding_dim = 1536;
-- `vector` can be indexed up to 2,000 dimensions; beyond that in half precision.
create index passages_embedding_3072 on passages using hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops) where embedding_dim = 3072;
