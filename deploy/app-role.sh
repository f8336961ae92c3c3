#!/bin/sh
# Run by PostgreSQL's image when it makes the database: the role that the API signs in as. It owns nothing.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --set=password="$APP_PASSWORD" \
  --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
create role waugzee_app login password :'password' nosuperuser nobypassrls;
revoke all on database waugzee from public;
grant connect on database waugzee to waugzee_app;
SQL
