-- $1 the service, $2 exceptions as json [{rule, object, reason, spare}], $3 doors as json ["schema.name(args)"],
-- $4 definer functions of the platform as json [{name, owner}], $5 those of the doors that must be there.
-- Reads catalogs that every role may read, so the service asks about itself with its own login, at boot.
with
  ours as (
    select $1::text as s, $1 || '_doors' as doors,
      ('svc_' || $1)::regrole::oid as login, ('owner_' || $1)::regrole::oid as owner, ('migrator_' || $1)::regrole::oid as migrator,
      ('door_' || $1)::regrole::oid as door, ('backup_' || $1)::regrole::oid as backup, ('reader_' || $1)::regrole::oid as reader,
      ($1 || '_creator')::regrole::oid as creator, ($1 || '_buyer')::regrole::oid as buyer,
      ($1 || '_public')::regrole::oid as public, ($1 || '_platform')::regrole::oid as platform,
      to_regrole('queue_' || $1)::oid as queue -- made by packages/messages, and only for services that have a queue
  ),
  -- What runs: everything but the owner, the migrator and the login itself.
  runtime as (select r as oid from ours, unnest(array[door, backup, reader, creator, buyer, public, platform, queue]) r where r is not null),
  scopes as (select r as oid from ours, unnest(array[creator, buyer, public, platform]) r),
  tables as (
    select c.*, c.oid::regclass::text as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, ours
    where n.nspname = s and c.relkind in ('r', 'p')
  ),
  tenant as (
    select t.oid, t.name, a.attnum, a.attnotnull
    from tables t join pg_attribute a on a.attrelid = t.oid and a.attname = 'creator_id' and not a.attisdropped
  ),
  relations as (
    select c.oid, c.oid::regclass::text as name, c.relowner, c.relacl
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_|^information_schema$'
  ),
  grants as ( -- on tables and on columns, of every schema
    select r.oid, r.name, x.grantee, x.privilege_type as privilege
    from relations r, aclexplode(r.relacl) x where x.grantee <> r.relowner
    union all
    select r.oid, r.name, x.grantee, x.privilege_type
    from relations r join pg_attribute a on a.attrelid = r.oid, aclexplode(a.attacl) x where x.grantee <> r.relowner
  ),
  table_grants as (select g.* from grants g join tables t on t.oid = g.oid),
  policies as (
    select p.*, t.name, r.role, pg_get_expr(p.polqual, p.polrelid) as sees, pg_get_expr(p.polwithcheck, p.polrelid) as writes
    from pg_policy p join tables t on t.oid = p.polrelid, unnest(p.polroles) r (role)
  ),
  keys as (
    select k.*, k.conrelid::regclass || '.' || k.conname as name
    from pg_constraint k join tables t on t.oid = k.conrelid
    where k.contype = 'f' and k.conparentid = 0
  ),
  functions as (
    select p.oid, n.nspname, p.proowner, p.prosecdef, p.proconfig, p.proacl, n.nspname || '.' || p.proname as name,
      n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as listed
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^pg_|^information_schema$'
  ),
  callable as (
    select f.*, x.grantee
    from functions f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
    where x.privilege_type = 'EXECUTE' and x.grantee <> f.proowner
  ),
  -- Definer functions lend their owner's powers. Those that concern us: in our schemas, or open to one of our roles.
  definers as (
    select f.*, exists (
        select from jsonb_to_recordset($4::jsonb) as p (name text, owner text)
        where p.name = f.name and p.owner = f.proowner::regrole::text) as of_platform
    from functions f, ours
    where f.prosecdef and (f.nspname in (s, doors) or exists (
      select from callable c where c.oid = f.oid and (c.grantee in (0, login) or c.grantee in (select oid from runtime))))
  ),
  members as (
    select m.*, m.member::regrole::text as who,
      'of ' || m.roleid::regrole || case when inherit_option then ', inherits' else '' end || case when admin_option then ', admin' else '' end as how
    from pg_auth_members m
  ),
  defects (rule, object, detail) as (
    -- Tables
    select 'rls-off', name, null::text from tables where not relrowsecurity
    union all select 'rls-not-forced', name, null from tables where not relforcerowsecurity
    union all select 'owner-differs', name, relowner::regrole::text from tables, ours where relowner <> owner
    union all select 'creator-id-missing', name, null from tables
      where not relispartition and oid not in (select oid from tenant)
    union all select 'creator-id-nullable', name, null from tenant where not attnotnull
    union all select 'no-primary-key', name, null from tables
      where not exists (select from pg_index i where i.indrelid = tables.oid and i.indisprimary)
    union all select 'unique-without-creator', x.oid::regclass::text, t.name
      from pg_index i join tenant t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
      where i.indisunique and i.indkey[0] <> t.attnum and not x.relispartition
    union all select 'not-a-table', c.oid::regclass::text,
        case c.relkind when 'v' then 'view runs as its owner: security_invoker' else c.relkind::text end
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, ours
      where n.nspname in (s, doors) and (c.relkind in ('m', 'f')
        or c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])

    -- Foreign keys, which ignore row security
    union all select 'key-without-creator', k.name, null
      from keys k join tenant a on a.oid = k.conrelid join tenant b on b.oid = k.confrelid
      where not exists (select from unnest(k.conkey, k.confkey) c (x, y) where c.x = a.attnum and c.y = b.attnum)
    union all select 'key-nulls-creator', k.name, 'on delete set null without a column list'
      from keys k join tenant a on a.oid = k.conrelid
      where k.confupdtype in ('n', 'd')
        or k.confdeltype in ('n', 'd') and (k.confdelsetcols is null or a.attnum = any (k.confdelsetcols))
    union all select 'key-crosses-schema', k.name, k.confrelid::regclass::text from keys k
      where k.confrelid not in (select oid from tables)
    union all select 'key-not-checked', k.name, null from keys k where not k.convalidated

    -- Grants
    union all select 'grant-without-policy', g.name, g.grantee::regrole || ' ' || g.privilege from table_grants g
      where g.grantee <> 0 and g.privilege in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') and not exists (
        select from policies p where p.polrelid = g.oid and p.role = g.grantee and p.polpermissive
          and p.polcmd in ('*', case g.privilege when 'SELECT' then 'r' when 'INSERT' then 'a' when 'UPDATE' then 'w' else 'd' end))
    -- TRUNCATE, REFERENCES, TRIGGER and MAINTAIN do not ask row security.
    union all select 'grant-past-rls', g.name, g.grantee::regrole || ' ' || g.privilege from table_grants g
      where g.privilege not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    union all select 'grant-to-public', g.name, g.privilege from table_grants g where g.grantee = 0
    union all select 'grant-to-stranger', g.name, g.grantee::regrole || ' ' || g.privilege from table_grants g, ours
      where g.grantee not in (0, login, owner, creator, buyer, public, platform, door, backup, reader)
    union all select 'reader-writes', g.name, g.grantee::regrole || ' ' || g.privilege from table_grants g, ours
      where g.grantee in (public, backup, reader) and g.privilege <> 'SELECT'
    union all select 'platform-sees-tenant', g.name, g.privilege from table_grants g join tenant t on t.oid = g.oid, ours
      where g.grantee = platform
    union all select 'login-granted', g.name, g.privilege from grants g, ours where g.grantee = login
    union all select 'login-granted', 'schema ' || n.nspname, x.privilege_type from pg_namespace n, aclexplode(n.nspacl) x, ours
      where x.grantee = login and (n.nspname <> doors or x.privilege_type <> 'USAGE')
    union all select 'schema-open', 'schema ' || n.nspname, x.grantee::regrole || ' ' || x.privilege_type
      from pg_namespace n, aclexplode(n.nspacl) x, ours
      where n.nspname in (s, doors) and x.grantee <> n.nspowner and (x.grantee = 0 or x.privilege_type = 'CREATE')

    -- Policies. Permissive ones are OR-ed: one per reader, or the second one opens what the first one closed.
    union all select 'policy-to-public', name, polname from policies where role = 0
    union all select 'policy-to-stranger', name, role::regrole::text from policies, ours
      where role not in (0, owner, creator, buyer, public, platform, door, backup, reader)
    union all select 'policy-doubled', name, role::regrole::text from policies where polpermissive group by name, role having count(*) > 1
    union all select 'policy-too-wide', name, role::regrole || ': ' || coalesce(sees, '') || ' / ' || coalesce(writes, '') from policies, ours
      where polpermissive and (role in (creator, buyer, public) and (sees is null or writes is distinct from sees)
        or role = creator and sees <> '(creator_id = ( SELECT app.current_creator() AS current_creator))'
        or role = buyer and (sees not like '%= ( SELECT app.current_buyer() AS current_buyer)%' or sees ~ ' OR ')
        or role = public and sees = 'true')
    union all select 'platform-sees-tenant', p.name, p.polname from policies p join tenant t on t.oid = p.polrelid, ours
      where p.role = platform
    union all select 'platform-policy-missing', name, 'no creator_id, and not the platform''s either' from tables, ours
      where not relispartition and oid not in (select oid from tenant)
        and not exists (select from policies p where p.polrelid = tables.oid and p.role = platform)
    union all select 'owner-unwarned', name, 'no policy: the owner''s changes and key checks silently see 0 rows' from tables, ours
      where not exists (select from policies p where p.polrelid = tables.oid and p.role = owner and p.sees like '%app.migration_open(%')

    -- Roles
    union all select 'role-powers', r.rolname, concat_ws(' ', case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end,
        case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end, case when rolreplication then 'replication' end,
        case when rolinherit then 'inherit' end, case when rolcanlogin then 'login' end)
      from pg_roles r, ours
      where (r.oid in (login, owner) or r.oid in (select oid from runtime))
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
          or rolinherit and r.oid is distinct from queue or rolcanlogin and r.oid not in (login, backup, reader))
    -- The login may become a scope or the queue's worker, by SET ROLE alone; whatever runs may become nobody else.
    union all select 'role-member', m.who, m.how from members m, ours
      where m.member = login and (m.inherit_option or m.admin_option
          or m.roleid not in (select oid from scopes) and m.roleid is distinct from queue)
        or m.member in (select oid from runtime)
    -- And nobody else may become one of ours. ADMIN alone is how the bootstrap role of a managed database made it.
    union all select 'role-entered', m.who, m.how from members m, ours
      where (m.set_option or m.inherit_option) and case
        when m.roleid in (select oid from scopes) or m.roleid = queue then m.member <> login
        when m.roleid = owner then m.member <> migrator
        when m.roleid = door then m.member <> owner
        else m.roleid in (login, backup, reader, migrator) end
    union all select 'role-owns', d.refobjid::regrole::text, pg_describe_object(d.classid, d.objid, d.objsubid) from pg_shdepend d, ours
      where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and d.dbid in (0, (select oid from pg_database where datname = current_database()))
        and (d.refobjid = login or d.refobjid <> door and d.refobjid in (select oid from runtime))

    -- Doors
    union all select 'door-unlisted', f.listed, null from functions f, ours
      where (f.nspname = doors or f.oid in (select oid from definers where not of_platform)) and not $3::jsonb ? f.listed
    union all select 'door-missing', d, 'listed, not in the database' from jsonb_array_elements_text($5::jsonb) d
      where not exists (select from functions f where f.listed = d)
    union all select 'door-unpinned', f.listed, coalesce(array_to_string(f.proconfig, ', '), 'no setting') from definers f
      where not case when of_platform then array_to_string(coalesce(f.proconfig, '{}'), ' ') ~ '\msearch_path='
        else coalesce(f.proconfig, '{}') @> array['search_path=pg_catalog, pg_temp'] end
    union all select 'door-owner', f.listed, f.proowner::regrole::text from definers f, ours
      where f.proowner <> door and not of_platform and exists (select from callable c where c.oid = f.oid)
    union all select 'door-to-public', c.listed, null from callable c, ours
      where c.grantee = 0 and (c.prosecdef or c.nspname in (s, doors))
    union all select 'door-to-stranger', c.listed, c.grantee::regrole::text from callable c, ours
      where c.nspname = doors and c.grantee not in (0, login, owner) and c.grantee not in (select oid from scopes)
    union all select 'login-granted', c.listed, 'EXECUTE' from callable c, ours
      where c.grantee = login and not $3::jsonb ? c.listed
  ),
  allowed as (
    select x ->> 'rule' as rule, x ->> 'object' as object, coalesce(x ->> 'reason', '') as reason,
      coalesce((x ->> 'spare')::boolean, false) as spare
    from jsonb_array_elements($2::jsonb) x
  )
select d.rule, d.object, d.detail from defects d
where not exists (select from allowed a where a.rule = d.rule and a.object = d.object and length(a.reason) > 9)
union all
select 'exception-unused', a.rule || ' ' || a.object, 'nothing to except, or no reason' from allowed a
where length(a.reason) < 10 or not a.spare and not exists (select from defects d where a.rule = d.rule and a.object = d.object)
union all
select '(seen)', '', format('%s tables, %s policies, %s grants, %s functions', (select count(*) from tables),
  (select count(*) from policies), (select count(*) from table_grants), (select count(*) from functions))
order by 1, 2, 3
