-- phase: expand
-- Who did what and why; then what is known of a creator, who has looked at a product, and what readers report.
call app.audit_table('store', true);

-- Trust and readiness of a creator (S1-01 … S1-07). Without a row she is new, and nothing was computed yet.
create table store.creators (
  creator_id uuid primary key,
  trust_tier text not null default 'NEW' check (trust_tier in ('NEW', 'VERIFIED', 'PROVEN')),
  -- An operator's word, which stands above the rule; null is the rule's own.
  trust_set text check (trust_set in ('NEW', 'VERIFIED', 'PROVEN')),
  identity_checked_at timestamptz,
  payout_account text not null default 'none' check (payout_account in ('none', 'linked', 'name-matches')),
  readiness_state text not null default 'INCOMPLETE' check (readiness_state in ('INCOMPLETE', 'PENDING_OAUTH', 'READY')),
  readiness_blockers jsonb not null default '[]' check (jsonb_typeof(readiness_blockers) = 'array'),
  profile_completeness numeric(4, 3) not null default 0 check (profile_completeness between 0 and 1),
  first_offer_received_at timestamptz,
  first_offer_responded_at timestamptz,
  first_collab_completed_at timestamptz,
  computed_at timestamptz,
  updated_at timestamptz not null
);
create index creators_tier on store.creators (trust_tier, creator_id);
call app.protect('store.creators', creator => 'select, insert, update');

-- What was first stays first, and nobody's tier changes without a word in the record, in the same transaction.
create function store.keep_creator() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.first_offer_received_at is not null and new.first_offer_received_at is distinct from old.first_offer_received_at
    or old.first_offer_responded_at is not null and new.first_offer_responded_at is distinct from old.first_offer_responded_at
    or old.first_collab_completed_at is not null and new.first_collab_completed_at is distinct from old.first_collab_completed_at) then
    raise check_violation using message = 'what happened first is set once', constraint = 'creators_first_once';
  end if;
  if new.trust_tier is distinct from (case when tg_op = 'UPDATE' then old.trust_tier else 'NEW' end) and not exists (
    select from store.audit_logs a where a.creator_id = new.creator_id and a.action = 'trust.changed'
      and a.after ->> 'trustTier' = new.trust_tier and a.xmin = pg_current_xact_id()::xid) then
    raise check_violation using message = 'a tier changes with a row of the record, in the same transaction',
      constraint = 'creators_trust_recorded';
  end if;
  return new;
end $$;
create trigger keep before insert or update on store.creators for each row execute function store.keep_creator();

-- Where a product stands between its creator and the world (S0-05, S0-30). Without a row it was published before anybody
-- looked, and counts as approved, or it is a draft.
create table store.product_approvals (
  creator_id uuid not null,
  product_id uuid not null,
  status text not null check (status in ('draft', 'pending_review', 'approved', 'rejected', 'archived')),
  -- Who said so: an operator, the creator's tier, or the rule that nobody has to wait.
  by_rule text check (by_rule in ('operator', 'trusted', 'not-asked')),
  -- The version of the product that was handed in.
  version int not null check (version > 0),
  submitted_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  said text not null default '',
  -- On sale, and a person looks all the same.
  sampled boolean not null default false,
  -- An operator took it from sale; another one has to give it back.
  taken_down boolean not null default false,
  primary key (creator_id, product_id),
  foreign key (creator_id, product_id) references store.products (creator_id, id)
);
create index product_approvals_queue on store.product_approvals (status, submitted_at);
create index product_approvals_samples on store.product_approvals (submitted_at) where sampled;
call app.protect('store.product_approvals', creator => 'select, insert, update');

-- Readers see what is published and approved (S0-03). Builds that know nothing of approval publish what counts as such.
alter table store.published_products add column approved boolean not null default true;
call app.protect('store.published_products', creator => 'select, insert, update', public_sees => 'live and approved');

-- What readers say about a store or a product (A12.9). Who said it is not kept.
create table store.reports (
  creator_id uuid not null,
  id uuid not null,
  product_id uuid,
  reason text not null check (reason in ('not-as-sold', 'stolen', 'forbidden', 'hurtful', 'deceives', 'other')),
  said text not null,
  state text not null default 'open' check (state in ('open', 'kept', 'taken-down')),
  reported_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  note text,
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references store.products (creator_id, id),
  constraint reports_decided check ((state = 'open') = (decided_at is null))
);
create index reports_queue on store.reports (state, reported_at, id);
call app.protect('store.reports', creator => 'select, insert, update');

-- Operators look over all creators; each look leaves a row in nobody's chain.
create function store_doors.approvals_of_all(operator uuid, of_samples boolean, after_at timestamptz, after_id uuid, page int)
returns table (creator_id uuid, product_id uuid, status text, sampled boolean, at timestamptz, title text, type text,
  price_santim bigint, handle text, display_name text, trust_tier text)
begin atomic
  insert into store.audit_logs (creator_id, at, actor_kind, actor_id, action, entity, after)
    values ('00000000-0000-0000-0000-000000000000', date_trunc('milliseconds', clock_timestamp()), 'admin', operator, 'approvals.listed', 'approval:all',
      jsonb_build_object('samples', of_samples));
  select a.creator_id, a.product_id, a.status, a.sampled, a.submitted_at, p.title, p.type, p.price_santim, s.handle,
    s.display_name, coalesce(c.trust_tier, 'NEW')
  from store.product_approvals a
    join store.products p on p.creator_id = a.creator_id and p.id = a.product_id
    join store.stores s on s.creator_id = a.creator_id
    left join store.creators c on c.creator_id = a.creator_id
  where case when of_samples then a.sampled else a.status = 'pending_review' end
    and (a.submitted_at, a.product_id) > (after_at, after_id)
  order by a.submitted_at, a.product_id limit least(page, 101);
end;
call app.door('store_doors.approvals_of_all(uuid, boolean, timestamptz, uuid, int)', 'svc');

create function store_doors.reports_of_all(operator uuid, of_state text, after_at timestamptz, after_id uuid, page int)
returns table (creator_id uuid, id uuid, product_id uuid, reason text, said text, state text, at timestamptz, title text,
  handle text, display_name text)
begin atomic
  insert into store.audit_logs (creator_id, at, actor_kind, actor_id, action, entity, after)
    values ('00000000-0000-0000-0000-000000000000', date_trunc('milliseconds', clock_timestamp()), 'admin', operator, 'reports.listed', 'report:all',
      jsonb_build_object('state', of_state));
  select r.creator_id, r.id, r.product_id, r.reason, r.said, r.state, r.reported_at, p.title, s.handle, s.display_name
  from store.reports r
    join store.stores s on s.creator_id = r.creator_id
    left join store.products p on p.creator_id = r.creator_id and p.id = r.product_id
  where r.state = of_state and (r.reported_at, r.id) > (after_at, after_id)
  order by r.reported_at, r.id limit least(page, 101);
end;
call app.door('store_doors.reports_of_all(uuid, text, timestamptz, uuid, int)', 'svc');

create function store_doors.creators_of_all(operator uuid, of_tier text, of_handle text, after_id uuid, page int)
returns table (creator_id uuid, handle text, display_name text, trust_tier text, trust_set text, readiness_state text,
  profile_completeness numeric, opened_at timestamptz)
begin atomic
  insert into store.audit_logs (creator_id, at, actor_kind, actor_id, action, entity, after)
    values ('00000000-0000-0000-0000-000000000000', date_trunc('milliseconds', clock_timestamp()), 'admin', operator, 'creators.listed', 'creator:all',
      jsonb_strip_nulls(jsonb_build_object('tier', of_tier, 'handle', of_handle)));
  select s.creator_id, s.handle, s.display_name, coalesce(c.trust_tier, 'NEW'), c.trust_set,
    coalesce(c.readiness_state, 'INCOMPLETE'), coalesce(c.profile_completeness, 0), s.opened_at
  from store.stores s left join store.creators c on c.creator_id = s.creator_id
  where (of_tier is null or coalesce(c.trust_tier, 'NEW') = of_tier) and s.creator_id > after_id
    and (of_handle is null or s.creator_id = (select h.creator_id from store.handles h where h.handle = of_handle))
  order by s.creator_id limit least(page, 101);
end;
call app.door('store_doors.creators_of_all(uuid, text, text, uuid, int)', 'svc');

-- For work over all creators, one after the other in her own scope.
create function store_doors.creators_page(after_id uuid, page int) returns setof uuid stable
begin atomic
  select s.creator_id from store.stores s where s.creator_id > after_id order by s.creator_id limit least(page, 500);
end;
call app.door('store_doors.creators_page(uuid, int)', 'svc');

create function store_doors.creator_counts() returns table (trust_tier text, readiness_state text, creators bigint) stable
begin atomic
  select coalesce(c.trust_tier, 'NEW'), coalesce(c.readiness_state, 'INCOMPLETE'), count(*)
  from store.stores s left join store.creators c on c.creator_id = s.creator_id group by 1, 2;
end;
call app.door('store_doors.creator_counts()', 'svc');

-- What anybody may know of a creator whose page is public.
create function store_doors.public_creator(name text)
returns table (creator_id uuid, handle text, display_name text, trust_tier text) stable
begin atomic
  select p.creator_id, p.handle, p.display_name, coalesce(c.trust_tier, 'NEW')
  from store.public_pages p left join store.creators c on c.creator_id = p.creator_id
  where p.live and p.creator_id = (select h.creator_id from store.handles h where h.handle = name);
end;
call app.door('store_doors.public_creator(text)', 'svc');

select messages.own('product.reviewed');
select messages.subscribe('payout-account.changed', '{1}');
