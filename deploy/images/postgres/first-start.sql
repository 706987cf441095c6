-- The role of the application owns its database and has no other right. The superuser is for administration.
\set password `cat /run/secrets/database_password`
create role chitlaq login password :'password';
create database chitlaq owner chitlaq;
\connect chitlaq
create extension pg_stat_statements;
revoke all on database postgres from public;
