select * from copies -- copies is not bound
select * from copies where copies.user_id = '018f0000-0000-7000-8000-000000000000' -- copies is not bound
select * from copies where user_id = $1 -- copies is not bound
select * from copies where copies.user_id = $1 or copies.id = $2 -- copies is not bound
select * from copies where not copies.user_id = $1 -- copies is not bound
select * from copies where copies.user_id <> $1 -- copies is not bound
select * from copies where copies.user_id = any($1) -- copies is not bound
select * from copies where copies.user_id in (select id from users) -- copies is not bound
select * from copies where copies.user_id = (select $1::uuid) -- compared with a subquery
select * from copies c where copies.user_id = $1 -- c is not bound
select * from copies c join plays p on p.copy_id = c.id where c.user_id = $1 -- p is not bound
select * from copies c join plays p using (user_id) where c.user_id = $1 -- p is not bound
select * from copies c left join plays p on c.user_id = $1 and p.user_id = $1 -- c is not bound
select * from plays p right join copies c on c.user_id = $1 and p.user_id = $1 -- c is not bound
select * from copies c full join plays p on c.user_id = $1 and p.user_id = $1 -- c is not bound
select * from copies c, plays p where c.user_id = $1 and p.user_id = c.user_id -- p is not bound
select (select count(*) from plays p where p.copy_id = c.id) from copies c where c.user_id = $1 -- p is not bound
select * from copies c where c.user_id = $1 and exists (select from plays where plays.copy_id = c.id) -- plays is not bound
select id from plays where plays.user_id = $1 union all select id from copies -- copies is not bound
with mine as (select * from copies) select * from mine -- copies is not bound
select * from copies c join releases r on r.id = c.release_id where c.user_id = $1 -- together with catalogue
select * from copies c where c.user_id = $1 and c.release_id in (select id from releases) -- together with catalogue
select * from copies c join users u on u.id = c.user_id where c.user_id = $1 -- together with directory
select * from sleeves -- sleeves has no class
insert into plays (id) values ($1) -- inserted into plays is not bound
insert into plays values ($1, $2) -- inserted into plays is not bound
insert into plays default values -- inserted into plays is not bound
insert into plays (user_id, id) values ($1, $2), ('018f0000-0000-7000-8000-000000000000', $3) -- inserted into plays is not bound
insert into plays (user_id, id) select s.user_id, s.id from unnest($1::uuid[], $2::uuid[]) as s (user_id, id) -- inserted into plays is not bound
insert into plays (user_id, id) select $1, id from copies -- copies is not bound
insert into plays (user_id, id) values ($1, $2) on conflict (user_id, id) do update set n = greatest(plays.n, excluded.n) -- SET computes
insert into plays (user_id, id) values ($1, $2) on conflict (user_id, id) do update set notes = coalesce(excluded.notes, '') -- SET computes
insert into plays (user_id, id) values ($1, $2) on conflict (user_id, id) do update set at = now() -- SET computes
insert into plays (user_id, id) values ($1, $2) on conflict (user_id, id) do update set at = current_timestamp -- SET computes
insert into plays (user_id, id) values ($1, $2) on conflict (user_id, id) do update set n = (select 1) -- SET computes
update plays set notes = '' -- plays is not bound
update plays p set notes = c.notes from copies c where p.user_id = $1 and c.id = p.copy_id -- c is not bound
update plays set user_id = $2 where plays.user_id = $1 -- given to another user
update plays set id = gen_random_uuid() where plays.user_id = $1 -- UPDATE calls gen_random_uuid
delete from plays where id = $1 -- plays is not bound
delete from plays p using copies c where p.user_id = $1 and c.id = p.copy_id -- c is not bound
merge into plays using copies on true when matched then do nothing -- MERGE
create table a (id int); create table b (id int) -- does not stand alone
selekt 1 -- cannot parse
