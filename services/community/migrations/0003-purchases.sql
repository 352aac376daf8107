-- phase: expand
-- What members bought, as far as being let in depends on it: whoever has nothing open is shut out until she pays again.
create table community.purchases (
  creator_id uuid not null,
  entitlement_id uuid not null,
  person_id uuid not null,
  access text not null check (access in ('active', 'paused', 'revoked')),
  -- Of the last change; null while it was only granted.
  changed_at timestamptz,
  primary key (creator_id, entitlement_id)
);
create index purchases_open on community.purchases (creator_id, person_id) where access = 'active';
call app.protect('community.purchases', creator => 'select, insert, update');

-- Beside `state`, which older code reads: a ban is the creator's, this is the money's.
alter table community.members add column shut boolean not null default false;
-- Members of before have bought what was never counted here: no change of money shuts them out.
alter table community.members add column counted boolean not null default false;
alter table community.members add constraint members_shut check (counted or not shut);

select messages.subscribe('entitlement.changed', '{1}');
