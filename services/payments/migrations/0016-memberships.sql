-- phase: expand
-- Memberships: prepaid time with a bill before its end. What counts is what happened to one; its row keeps what follows
-- from that for lists and for the worker, and its lock puts what happens at once in a row.
create table payments.memberships (
  creator_id uuid not null, id uuid not null, product_id uuid not null, buyer_id uuid not null,
  buyer_hint text not null check (buyer_hint ~ '^\d{3}$'), lang text not null check (lang in ('am', 'en')),
  -- Digest of the address in its messages.
  link_hash text not null check (length(link_hash) = 64),
  joined_at timestamptz not null,
  -- When she began to pay the price of that day: prices that were announced before are not hers.
  agreed_at timestamptz not null,
  -- Grows with each change that is announced.
  number bigint not null default 0 check (number >= 0),
  state text not null check (state in ('active', 'grace', 'paused', 'ended')),
  until_at timestamptz not null, access_until timestamptz not null, resumes_at timestamptz, left_at timestamptz,
  -- What a month costs her, until a bill that is made after another price was announced.
  month_santim bigint not null check (month_santim > 0),
  months int not null check (months in (1, 3, 6, 12)),
  -- The last reminder of this end, and when the worker has to look again.
  told int check (told in (5, 2, 0, -2)), next_at timestamptz,
  -- A price that she has not been told yet.
  untold_price_id uuid,
  ended_how text check (ended_how in ('left', 'forgot', 'given-back')),
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id)
);
create unique index memberships_one on payments.memberships (creator_id, buyer_id, product_id);
create unique index memberships_link on payments.memberships (link_hash);
create index memberships_newest on payments.memberships (creator_id, joined_at desc, id desc);
create index memberships_of_product on payments.memberships (creator_id, product_id, id);
create index memberships_due on payments.memberships (next_at) where next_at is not null;

-- What happened, in its order. Nothing is ever changed here; one order is one payment, however often it is told.
create table payments.membership_facts (
  creator_id uuid not null, membership_id uuid not null, number bigint not null check (number > 0),
  kind text not null check (kind in ('paid', 'given-back', 'restored', 'paused', 'resumed', 'left', 'ended')),
  at timestamptz not null,
  order_id uuid, months int check (months in (1, 3, 6, 12)), grace_days int check (grace_days between 0 and 14),
  how text check (how in ('shorten', 'revoke', 'keep', 'left', 'forgot', 'given-back')),
  primary key (creator_id, membership_id, number),
  foreign key (creator_id, membership_id) references payments.memberships (creator_id, id),
  constraint membership_facts_paid check ((kind = 'paid') = (months is not null and grace_days is not null)),
  constraint membership_facts_order check ((kind in ('paid', 'given-back', 'restored')) = (order_id is not null)),
  constraint membership_facts_how check ((kind in ('given-back', 'ended')) = (how is not null))
);
create unique index membership_facts_paid_once on payments.membership_facts (creator_id, order_id) where kind = 'paid';
create index membership_facts_by_time on payments.membership_facts (creator_id, at, kind);

-- The bill for what comes after an end: its price stands from the day on which it was made.
create table payments.membership_bills (
  creator_id uuid not null, id uuid not null default uuidv7(), membership_id uuid not null,
  ends_at timestamptz not null, month_santim bigint not null check (month_santim > 0), made_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, membership_id) references payments.memberships (creator_id, id)
);
create unique index membership_bills_once on payments.membership_bills (creator_id, membership_id, ends_at);

-- Prices that were announced to running members.
create table payments.membership_prices (
  creator_id uuid not null, id uuid not null, product_id uuid not null,
  month_santim bigint not null check (month_santim >= 100),
  announced_at timestamptz not null, from_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  constraint membership_prices_notice check (from_at > announced_at)
);
create index membership_prices_of on payments.membership_prices (creator_id, product_id, from_at desc);

call app.protect('payments.memberships', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.membership_facts', creator => 'select, insert');
call app.protect('payments.membership_bills', creator => 'select, insert');
call app.protect('payments.membership_prices', creator => 'select, insert');

-- Which memberships the worker has to look at; taken with a lease, so that two never look at the same one.
create function payments_doors.due_memberships(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, membership_id uuid)
begin atomic
  update payments.memberships m set next_at = lease
  from (select d.creator_id, d.id from payments.memberships d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where m.creator_id = due.creator_id and m.id = due.id returning m.creator_id, m.id;
end;
call app.door('payments_doors.due_memberships(timestamptz, timestamptz, int)', 'svc');
-- The address in an SMS names nobody: its digest finds the membership.
create function payments_doors.membership_of_link(hash text) returns table (creator_id uuid, membership_id uuid) stable
begin atomic
  select m.creator_id, m.id from payments.memberships m where m.link_hash = hash;
end;
call app.door('payments_doors.membership_of_link(text)', 'svc');

select messages.own('membership.changed'), messages.own('membership.due'), messages.own('membership.price-announced');
