-- A key names one identity of a project; no project is a project of its own. An expression index: the schema cannot say it.
create unique index identities_one_key on identities (organization_id, identifier_key, coalesce(project_id, ''));
