-- phase: expand
-- Brands ask creators for a collaboration (S1-10 … S1-16, A12.5, A12.6). A brand is a creator's account with this profile.
create table store.brand_profiles (
  creator_id uuid primary key,
  name text not null,
  about text not null,
  website text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
call app.protect('store.brand_profiles', creator => 'select, insert, update');

create table store.campaigns (
  creator_id uuid not null,
  id uuid not null,
  title text not null,
  brief text not null,
  budget_santim bigint check (budget_santim >= 0),
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id) references store.brand_profiles (creator_id)
);
create index campaigns_newest on store.campaigns (creator_id, created_at desc, id);
call app.protect('store.campaigns', creator => 'select, insert, update');

-- The row belongs to the creator who is asked; the brand reaches it through a door that knows whose it is.
create table store.offers (
  creator_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  brand_name text not null,
  campaign_id uuid,
  status text not null default 'pending'
    check (status in ('pending', 'countered', 'accepted', 'declined', 'expired', 'cancelled', 'completed')),
  -- What is agreed or asked now; what was asked first never changes.
  terms jsonb not null,
  original_terms_snapshot jsonb not null,
  counter_terms jsonb,
  total_value_santim bigint not null check (total_value_santim >= 0),
  is_valid boolean not null default true,
  validation_errors jsonb not null default '[]' check (jsonb_typeof(validation_errors) = 'array'),
  status_history jsonb not null default '[]' check (jsonb_typeof(status_history) = 'array'),
  creator_completed_at timestamptz,
  brand_completed_at timestamptz,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id) references store.stores (creator_id),
  constraint offers_not_own check (brand_id <> creator_id)
);
create index offers_newest on store.offers (creator_id, sent_at desc, id);
create index offers_of_brand on store.offers (brand_id, sent_at desc, id);
call app.protect('store.offers', creator => 'select, insert, update');

create table store.offer_status_changes (
  creator_id uuid not null,
  offer_id uuid not null,
  seq int not null check (seq > 0),
  from_status text not null,
  to_status text not null,
  actor_kind text not null check (actor_kind in ('creator', 'brand', 'system')),
  actor_id uuid,
  at timestamptz not null,
  primary key (creator_id, offer_id, seq),
  foreign key (creator_id, offer_id) references store.offers (creator_id, id)
);
call app.protect('store.offer_status_changes', creator => 'select, insert');

-- Frozen terms, a history that only grows, and no way but those of the table of transitions.
create function store.keep_offer() returns trigger language plpgsql as $$
declare
  before int := jsonb_array_length(old.status_history);
begin
  if new.original_terms_snapshot is distinct from old.original_terms_snapshot or new.brand_id <> old.brand_id
    or new.sent_at <> old.sent_at then
    raise check_violation using message = 'what was offered first never changes', constraint = 'offers_frozen';
  end if;
  if (select coalesce(jsonb_agg(e order by i), '[]') from jsonb_array_elements(new.status_history) with ordinality t (e, i) where i <= before)
    is distinct from old.status_history then
    raise check_violation using message = 'the history of an offer only grows', constraint = 'offers_history';
  end if;
  if new.status <> old.status then
    if old.status || ' ' || new.status <> all (array['pending accepted', 'pending countered', 'pending declined',
      'pending cancelled', 'pending expired', 'countered accepted', 'countered declined', 'countered cancelled',
      'countered expired', 'accepted completed', 'accepted cancelled']) then
      raise check_violation using message = format('no offer goes from %s to %s', old.status, new.status), constraint = 'offers_transition';
    end if;
    if jsonb_array_length(new.status_history) <> before + 1 or new.status_history -> -1 ->> 'to' is distinct from new.status then
      raise check_violation using message = 'a change of status stands in the history', constraint = 'offers_history';
    end if;
  end if;
  return new;
end $$;
create trigger keep before update on store.offers for each row execute function store.keep_offer();

-- The offers that a brand has sent, whoever they were sent to. The door looks at whose scope it is asked in.
create function store_doors.offers_of_brand(of_campaign uuid, before_at timestamptz, before_id uuid, page int)
returns table (creator_id uuid, id uuid, sent_at timestamptz) stable
begin atomic
  select o.creator_id, o.id, o.sent_at from store.offers o
  where o.brand_id = app.current_creator() and (of_campaign is null or o.campaign_id = of_campaign)
    and (o.sent_at, o.id) < (before_at, before_id)
  order by o.sent_at desc, o.id desc limit least(page, 51);
end;
call app.door('store_doors.offers_of_brand(uuid, timestamptz, uuid, int)', 'creator');

create function store_doors.creator_of_offer(offer uuid) returns uuid stable
begin atomic
  select o.creator_id from store.offers o where o.brand_id = app.current_creator() and o.id = offer limit 1;
end;
call app.door('store_doors.creator_of_offer(uuid)', 'creator');

create function store_doors.campaign_counts(campaigns uuid[]) returns table (campaign_id uuid, status text, offers bigint) stable
begin atomic
  select o.campaign_id, o.status, count(*) from store.offers o
  where o.brand_id = app.current_creator() and o.campaign_id = any (campaigns) group by 1, 2 limit 2000;
end;
call app.door('store_doors.campaign_counts(uuid[])', 'creator');
