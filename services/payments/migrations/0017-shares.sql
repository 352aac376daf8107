-- phase: expand
-- Who has a part in what a creator sells: affiliates, who bring buyers, and collaborators, who made it with her. Their part
-- is split off in the entry of the sale, waits on an account of its own in her books until the time for refunds is over,
-- and then moves into theirs.
create table payments.affiliate_terms (
  creator_id uuid not null, product_id uuid not null,
  version bigint not null check (version > 0),
  -- Whole percent of what is left of the price after tax and fees.
  percent int not null check (percent between 1 and 75),
  -- Whether anybody may still join; who has joined keeps what she accepted.
  open boolean not null, buyers_only boolean not null, changed_at timestamptz not null,
  primary key (creator_id, product_id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id)
);
-- A person who recommends things of one creator: one name for her link and for the radio.
create table payments.affiliates (
  creator_id uuid not null, id uuid not null, person_id uuid not null,
  -- Whose books take what she earns: her own, also before she opens a store.
  payee_id uuid not null,
  code text not null check (code ~ '^[A-Z]{3,12}[1-9][0-9]{0,3}$'),
  joined_at timestamptz not null,
  primary key (creator_id, id)
);
create unique index affiliates_person on payments.affiliates (creator_id, person_id);
create unique index affiliates_code on payments.affiliates (creator_id, code);
create index affiliates_of_person on payments.affiliates (person_id);
-- Her agreement for one product, as she accepted it.
create table payments.affiliations (
  creator_id uuid not null, affiliate_id uuid not null, product_id uuid not null,
  percent int not null check (percent between 1 and 75), hold_days int not null check (hold_days between 0 and 60),
  title text not null, slug text not null, handle text not null, store_name text not null,
  accepted_at timestamptz not null, terms_edition int not null check (terms_edition > 0),
  ended_at timestamptz, ended_by text check (ended_by in ('creator', 'affiliate')),
  primary key (creator_id, affiliate_id, product_id),
  foreign key (creator_id, affiliate_id) references payments.affiliates (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  constraint affiliations_end check ((ended_at is null) = (ended_by is null))
);
create index affiliations_of_product on payments.affiliations (creator_id, product_id) where ended_at is null;

-- A product made together: offered by its owner, agreed to by the other, ended by either; what was sold before stays.
create table payments.collaborations (
  creator_id uuid not null, id uuid not null, product_id uuid not null, partner_id uuid not null,
  partner_handle text not null, title text not null, handle text not null, store_name text not null,
  percent int not null check (percent between 1 and 90),
  state text not null check (state in ('offered', 'active', 'declined', 'ended')),
  offered_at timestamptz not null, answered_at timestamptz, ended_at timestamptz,
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  constraint collaborations_answer check ((state = 'offered') = (answered_at is null and ended_at is null)),
  constraint collaborations_other check (partner_id <> creator_id)
);
create unique index collaborations_once on payments.collaborations (creator_id, product_id, partner_id)
  where state in ('offered', 'active');
create index collaborations_of_partner on payments.collaborations (partner_id);

-- One part of one sale. What is not yet given back or moved on is held on the account `share:<party>` of the seller's books.
create table payments.shares (
  creator_id uuid not null, id uuid not null, order_id uuid not null,
  kind text not null check (kind in ('affiliate', 'collaborator')),
  party_id uuid not null, payee_id uuid not null, title text not null,
  base_santim bigint not null check (base_santim >= 0), amount_santim bigint not null check (amount_santim > 0),
  reversed_santim bigint not null default 0 check (reversed_santim >= 0),
  released_santim bigint not null default 0 check (released_santim >= 0),
  earned_at timestamptz not null, release_at timestamptz not null, next_at timestamptz,
  primary key (creator_id, id),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id),
  constraint shares_base check (amount_santim <= base_santim),
  constraint shares_sum check (reversed_santim + released_santim <= amount_santim)
);
create unique index shares_once on payments.shares (creator_id, order_id, party_id);
create index shares_of_party on payments.shares (creator_id, party_id, earned_at desc, id);
create index shares_of_payee on payments.shares (payee_id, earned_at desc, id);
create index shares_due on payments.shares (next_at) where next_at is not null;
-- What a refund or a reversal took out of a part; `returned` when that did not happen after all.
create table payments.share_moves (
  creator_id uuid not null, about_id uuid not null, share_id uuid not null, order_id uuid not null,
  kind text not null check (kind in ('refund', 'reversal')),
  amount_santim bigint not null check (amount_santim > 0), returned boolean not null default false,
  primary key (creator_id, about_id, share_id),
  foreign key (creator_id, share_id) references payments.shares (creator_id, id)
);
create index share_moves_of_order on payments.share_moves (creator_id, order_id);

-- Frozen when the payment begins: [{ kind, partyId, payeeId, holdDays, percents: { productId: percent } }].
alter table payments.intents add column shares jsonb not null default '[]';
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table payments.orders add column shares_santim bigint not null default 0 check (shares_santim >= 0),
  drop constraint orders_sum,
  add constraint orders_sum check (net_santim + fee_santim + provider_fee_santim + shares_santim = amount_santim) not valid;
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table payments.refunds add column shares_santim bigint not null default 0 check (shares_santim >= 0),
  drop constraint refunds_sum,
  add constraint refunds_sum check (case source when 'order' then fee_santim + shares_santim + payable_santim + owed_santim = amount_santim
    else fee_santim + shares_santim + payable_santim + owed_santim = 0 end) not valid;
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table payments.accounts drop constraint accounts_kind_check,
  add constraint accounts_kind_check check (kind ~ '^(clearing|bank):[a-z]{2,20}$' or kind ~ '^share:[0-9a-f-]{36}$'
    or kind in ('creator-payable', 'platform-fee', 'provider-fee', 'receivable', 'refunds-in-transit', 'payouts-in-transit',
    'buyer-credit', 'plan-revenue', 'vat-due', 'between-books')) not valid,
  drop constraint accounts_side,
  add constraint accounts_side check (case
    when kind in ('creator-payable', 'refunds-in-transit', 'payouts-in-transit', 'buyer-credit') or kind like 'share:%'
      then balance_santim <= 0
    when kind = 'receivable' then balance_santim >= 0 else true end) not valid;
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table payments.entries drop constraint entries_kind_check,
  add constraint entries_kind_check check (kind in ('sale', 'netting', 'surplus', 'surplus-sent', 'refund', 'refund-sent',
    'refund-back', 'payout', 'payout-sent', 'payout-back', 'reversal', 'reversal-undone', 'settlement', 'plan', 'correction',
    'share-out', 'share-in')) not valid;

call app.protect('payments.affiliate_terms', creator => 'select, insert, update', public_sees => $$open and exists (
  select from payments.products p where p.creator_id = affiliate_terms.creator_id and p.id = product_id and p.state = 'published')$$);
call app.protect('payments.affiliates', creator => 'select, insert',
  buyer_sees => 'person_id = (select app.current_buyer())');
call app.protect('payments.affiliations', creator => 'select, insert, update',
  buyer_sees => 'exists (select from payments.affiliates a where a.creator_id = affiliations.creator_id and a.id = affiliate_id and a.person_id = (select app.current_buyer()))');
call app.protect('payments.collaborations', creator => 'select, insert, update',
  buyer_sees => 'partner_id = (select app.current_buyer())');
call app.protect('payments.shares', creator => 'select, insert, update', door => 'select, update',
  buyer_sees => 'payee_id = (select app.current_buyer())');
call app.protect('payments.share_moves', creator => 'select, insert, update');

-- Which of these words are names of affiliates in the store of a product, and whether they recommend it: asked by a buyer
-- who typed them or came by their link.
create function payments_doors.affiliates_named(product uuid, names text[])
returns table (code text, recommends boolean) stable
begin atomic
  select a.code, exists (select from payments.affiliations f where f.creator_id = a.creator_id and f.affiliate_id = a.id
    and f.product_id = product and f.ended_at is null)
  from payments.products p join payments.affiliates a on a.creator_id = p.creator_id and a.code = any (names)
  where p.id = product and p.state = 'published' limit 5;
end;
call app.door('payments_doors.affiliates_named(uuid, text[])', 'public');
-- The janitor takes the parts whose time for refunds is over, with a lease.
create function payments_doors.due_shares(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, id uuid)
begin atomic
  update payments.shares s set next_at = lease
  from (select d.creator_id, d.id from payments.shares d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where s.creator_id = due.creator_id and s.id = due.id
  returning s.creator_id, s.id;
end;
call app.door('payments_doors.due_shares(timestamptz, timestamptz, int)', 'svc');
-- Whose offer to collaborate this is; only its partner is told.
create function payments_doors.collaboration_for(collaboration uuid, partner uuid) returns uuid stable
begin atomic
  select c.creator_id from payments.collaborations c where c.id = collaboration and c.partner_id = partner limit 1;
end;
call app.door('payments_doors.collaboration_for(uuid, uuid)', 'svc');
-- Who sells under a name: whom a creator can ask to collaborate.
create function payments_doors.seller_named(name text) returns uuid stable
begin atomic
  select p.creator_id from payments.products p where p.handle = name and p.state = 'published'
  order by p.changed_at desc limit 1;
end;
call app.door('payments_doors.seller_named(text)', 'svc');
