select * from copies where copies.user_id = $1
select * from copies c where c.user_id = $1::uuid and (title = $2 or title = $3)
select * from copies c where $1 = c.user_id
select * from copies c join plays p on p.user_id = $1 and p.copy_id = c.id where c.user_id = $1
select * from copies c left join plays p on p.user_id = $1 and p.copy_id = c.id where c.user_id = $1
select * from plays p right join copies c on p.user_id = $1 and p.copy_id = c.id where c.user_id = $1
select * from copies c join genres g on g.id = c.genre where c.user_id = $1
select * from copies where copies.user_id = $1 and not exists (select from unnest($2::int[]) as s (id) where s.id = copies.id)
select n from (select count(*) as n from plays where plays.user_id = $1) counted
select * from copies c, lateral (select max(at) from plays where plays.user_id = $1 and copy_id = c.id) l where c.user_id = $1
select id from plays where plays.user_id = $1 union all select id from copies where copies.user_id = $1
with mine as (select * from copies where copies.user_id = $1) select * from mine
select * from releases where id = any($1)
select users.name from users where users.id = $1
select count(*) from generate_series(1, 3)
insert into plays (user_id, id) values ($1, $2), ($1, $3) on conflict do nothing
insert into plays (id, user_id) select s.id, $1::uuid from unnest($2::uuid[]) as s (id)
insert into plays (user_id, id) select $1, id from copies where copies.user_id = $1 union all select $1, $2
insert into plays (user_id, notes) values ($1, coalesce($2, 'x')) on conflict (user_id, id) do update set notes = excluded.notes
insert into users (id) values ($1)
update plays set deleted_at = now() where plays.user_id = $1 and plays.id = $2
update plays p set notes = $3 from copies c where p.user_id = $1 and c.user_id = $1 and c.id = p.copy_id
delete from plays where plays.user_id = $1
delete from plays p using copies c where p.user_id = $1 and c.user_id = $1
begin; set local app.user_id = '018f0000-0000-7000-8000-000000000000'
commit
select relname from pg_class join pg_catalog.pg_namespace n on n.oid = relnamespace
select version_num from alembic_versions
create table plays (id uuid)
do $$ begin null; end $$
