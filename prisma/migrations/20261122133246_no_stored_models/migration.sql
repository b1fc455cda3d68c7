-- What a provider offers is asked of the provider and kept in memory; nothing was ever stored here.
drop table "provider_models";
