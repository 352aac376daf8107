-- phase: expand
-- The record of what operators did becomes a chain of hashes. What was written before is copied in its order, and what an
-- older build still writes to the table before comes over by itself, until a contract file takes that table away.
call app.audit_table('auth', false);

create function auth.copy_deed() returns trigger language plpgsql as $$
begin
  insert into auth.audit_logs (at, actor_kind, actor_id, action, entity, reason, before, after)
    values (new.at, 'admin', new.operator_id, new.what, new.about, new.reason, new.facts -> 'from',
      coalesce(new.facts -> 'to', new.facts));
  return new;
end $$;

call app.open_for_migration('auth.audit', 'auth.audit_logs');
insert into auth.audit_logs (at, actor_kind, actor_id, action, entity, reason, before, after)
  select a.at, 'admin', a.operator_id, a.what, a.about, a.reason, a.facts -> 'from', coalesce(a.facts -> 'to', a.facts)
  from auth.audit a order by a.at, a.id;
create trigger copy_deed after insert on auth.audit for each row execute function auth.copy_deed();
