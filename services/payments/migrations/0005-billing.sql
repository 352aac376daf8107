-- phase: expand
-- What the tax law says is data with a date, a source and how sure it is; nothing of it stands in code. A change is a new
-- row. It is no legal advice.
create table payments.tax_rules (
  kind text not null check (kind ~ '^[a-z][a-z-]{1,40}$'), from_at timestamptz not null,
  basis_points int check (basis_points between 0 and 10000), amount_santim bigint check (amount_santim > 0),
  certainty text not null check (certainty in ('confirmed', 'likely', 'contradictory')), source text not null,
  primary key (kind, from_at),
  constraint tax_rules_one check (num_nonnulls(basis_points, amount_santim) = 1)
);
insert into payments.tax_rules (kind, from_at, basis_points, amount_santim, certainty, source) values
  ('vat', '2003-01-01T00:00:00+03', 1500, null, 'confirmed', 'VAT Proclamation 1341/2024, before it 285/2002'),
  ('vat-threshold', '2024-08-01T00:00:00+03', null, 200000000, 'confirmed', 'VAT Proclamation 1341/2024: 2,000,000 birr in twelve months'),
  ('withholding', '2003-01-01T00:00:00+03', 200, null, 'likely', 'domestic withholding before August 2025'),
  ('withholding', '2025-08-07T00:00:00+03', 300, null, 'likely', 'Income Tax Amendment 1395/2025; date by KPMG'),
  ('withholding-no-tin', '2025-08-07T00:00:00+03', 3000, null, 'likely', 'supplier without a taxpayer number'),
  ('withholding-goods', '2025-08-07T00:00:00+03', null, 2000000, 'likely', 'from 20,000 birr for goods'),
  ('withholding-services', '2025-08-07T00:00:00+03', null, 1000000, 'likely', 'from 10,000 birr for services'),
  ('turnover-tax-services', '2003-01-01T00:00:00+03', 1000, null, 'contradictory', 'Proclamation 308/2002; one source says that it was abolished');

-- Plans of creators. Old code asks `fee_at`, which stays the free plan's.
alter table payments.fee_rates
  add column plan text not null default 'free' check (plan in ('free', 'pro')),
  drop constraint fee_rates_pkey, add primary key (plan, from_at);
call app.open_for_migration('payments.fee_rates');
insert into payments.fee_rates (plan, from_at, basis_points) values ('pro', '2026-01-01T00:00:00Z', 200);
-- What a rail keeps of a payment, when it keeps something: a share and a fixed sum, from a moment on.
create table payments.rail_fees (
  rail text not null check (rail ~ '^[a-z]{2,20}$'), from_at timestamptz not null,
  basis_points int not null check (basis_points between 0 and 10000), fixed_santim bigint not null check (fixed_santim >= 0),
  primary key (rail, from_at)
);
create table payments.plan_prices (
  plan text not null check (plan in ('pro')), months int not null check (months in (1, 12)), from_at timestamptz not null,
  amount_santim bigint not null check (amount_santim > 0),
  primary key (plan, months, from_at)
);
insert into payments.plan_prices (plan, months, from_at, amount_santim) values
  ('pro', 1, '2026-01-01T00:00:00Z', 49900), ('pro', 12, '2026-01-01T00:00:00Z', 499000);

-- What a creator has paid for; periods follow each other and are never changed. `order_id` is an order of the house,
-- which is a tenant of its own: once for each, however often it is told.
create table payments.subscription_periods (
  creator_id uuid not null, id uuid not null default uuidv7(),
  plan text not null check (plan in ('pro')), months int not null check (months in (1, 12)),
  from_at timestamptz not null, until_at timestamptz not null, order_id uuid not null,
  amount_santim bigint not null check (amount_santim > 0), paid_at timestamptz not null,
  primary key (creator_id, id),
  constraint subscription_periods_length check (until_at > from_at)
);
create unique index subscription_periods_order on payments.subscription_periods (creator_id, order_id);
create index subscription_periods_time on payments.subscription_periods (creator_id, until_at);
-- The end of the last period, and when the creator is to hear of it next; its lock puts payments in a row.
create table payments.subscriptions (
  creator_id uuid not null primary key,
  until_at timestamptz not null, months int not null check (months in (1, 12)),
  next_at timestamptz, told int check (told in (5, 2, 0))
);
create index subscriptions_due on payments.subscriptions (next_at) where next_at is not null;

-- Who the seller is on receipts. The taxpayer number is sealed; its last digits are there to recognise it.
create table payments.tax_profiles (
  creator_id uuid not null primary key,
  legal_name text not null check (length(legal_name) between 1 and 120),
  address text not null check (length(address) between 1 and 200),
  tin_sealed text, tin_hint text check (tin_hint ~ '^\d{4}$'),
  vat_number text, vat_since date, updated_at timestamptz not null,
  constraint tax_profiles_tin check ((tin_sealed is null) = (tin_hint is null)),
  constraint tax_profiles_vat check ((vat_number is null) = (vat_since is null))
);

-- Receipts and credit notes in one row of numbers without a gap: a sequence would leave one where a transaction rolls
-- back, this row is locked until the commit.
create table payments.receipt_counters (
  creator_id uuid not null primary key, last_number bigint not null check (last_number > 0)
);
-- What was printed stays: seller, lines and tax as they were, and a mark over all of it that nobody writes.
create table payments.receipts (
  creator_id uuid not null, id uuid not null default uuidv7(), number bigint not null check (number > 0),
  kind text not null check (kind in ('receipt', 'credit-note')),
  order_id uuid not null, order_number bigint not null,
  -- A credit note has its refund; so has the receipt that takes a credit note back because the refund did not happen.
  refund_id uuid, corrects bigint,
  issued_at timestamptz not null, lang text not null check (lang in ('am', 'en')), rail text not null,
  seller jsonb not null, buyer_hint text not null, lines jsonb not null,
  total_santim bigint not null check (total_santim > 0), currency text not null check (currency = 'ETB'),
  vat_basis_points int not null check (vat_basis_points between 0 and 10000),
  vat_santim bigint not null check (vat_santim between 0 and total_santim),
  hash text not null generated always as (encode(sha256(replace(
    creator_id::text || '|' || number::text || '|' || kind || '|' || order_id::text || '|' || coalesce(refund_id::text, '')
    || '|' || coalesce(corrects::text, '') || '|' || extract(epoch from issued_at at time zone 'UTC')::text
    || '|' || seller::text || '|' || lines::text || '|' || total_santim::text || '|' || vat_basis_points::text
    || '|' || vat_santim::text, '\', '\\')::bytea), 'hex')) stored,
  primary key (creator_id, id),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id),
  constraint receipts_refund check (kind = 'receipt' or refund_id is not null),
  constraint receipts_corrects check ((refund_id is null) = (corrects is null))
);
create unique index receipts_number on payments.receipts (creator_id, number);
create unique index receipts_order on payments.receipts (creator_id, order_id) where refund_id is null;
create unique index receipts_refund on payments.receipts (creator_id, kind, refund_id) where refund_id is not null;
create index receipts_of_order on payments.receipts (creator_id, order_id, number);
create index receipts_by_time on payments.receipts (creator_id, issued_at) include (kind, total_santim, vat_santim);

-- Sales of twelve months that came to a mark; once for each.
create table payments.turnover_marks (
  creator_id uuid not null, percent int not null check (percent in (80, 100)), reached_at timestamptz not null,
  turnover_santim bigint not null, threshold_santim bigint not null,
  primary key (creator_id, percent)
);

-- Orders from before there were receipts: in the order in which they were paid.
call app.open_for_migration('payments.orders', 'payments.order_lines', 'payments.intents', 'payments.receipts',
  'payments.receipt_counters');
insert into payments.receipts (creator_id, number, kind, order_id, order_number, issued_at, lang, rail, seller, buyer_hint,
    lines, total_santim, currency, vat_basis_points, vat_santim)
  select o.creator_id, row_number() over (partition by o.creator_id order by o.number), 'receipt', o.id, o.number, o.paid_at,
    o.lang, o.rail, jsonb_build_object('storeName', i.store_name, 'legalName', null, 'address', null, 'tinSealed', null,
      'tinHint', null, 'vatNumber', null),
    o.buyer_hint,
    (select jsonb_agg(jsonb_build_object('title', l.title, 'listSantim', l.list_santim, 'discountSantim', l.discount_santim,
      'amountSantim', l.amount_santim) order by l.line) from payments.order_lines l
      where l.creator_id = o.creator_id and l.order_id = o.id),
    o.amount_santim, o.currency, 0, 0
  from payments.orders o join payments.intents i on i.creator_id = o.creator_id and i.id = o.intent_id;
insert into payments.receipt_counters select creator_id, max(number) from payments.receipts group by creator_id;

call app.protect_platform('payments.tax_rules', 'select');
call app.protect_platform('payments.plan_prices', 'select');
call app.protect_platform('payments.rail_fees', 'select');
call app.protect('payments.subscription_periods', creator => 'select, insert');
call app.protect('payments.subscriptions', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.tax_profiles', creator => 'select, insert, update');
call app.protect('payments.receipt_counters', creator => 'select, insert, update');
call app.protect('payments.receipts', creator => 'select, insert');
call app.protect('payments.turnover_marks', creator => 'select, insert');

-- One rule as it stood at a moment.
create function payments_doors.tax_rule_at(kind text, moment timestamptz)
returns table (basis_points int, amount_santim bigint, certainty text, source text) stable
begin atomic
  select r.basis_points, r.amount_santim, r.certainty, r.source from payments.tax_rules r
  where r.kind = tax_rule_at.kind and r.from_at <= moment order by r.from_at desc limit 1;
end;
call app.door('payments_doors.tax_rule_at(text, timestamptz)', 'svc', 'creator');
drop function payments_doors.fee_at(timestamptz);
create function payments_doors.fee_at(moment timestamptz) returns int stable
begin atomic
  select f.basis_points from payments.fee_rates f where f.plan = 'free' and f.from_at <= moment order by f.from_at desc limit 1;
end;
call app.door('payments_doors.fee_at(timestamptz)', 'creator');
-- What is kept of a sale at a moment: by us, for the plan that the creator of this scope has paid for (else the free one),
-- and by the rail.
create function payments_doors.fees_at(rail text, moment timestamptz)
returns table (platform_basis_points int, rail_basis_points int, rail_santim bigint) stable
begin atomic
  select
    (select f.basis_points from payments.fee_rates f
      where f.from_at <= moment and f.plan = coalesce((select p.plan from payments.subscription_periods p
        where p.creator_id = (select app.current_creator()) and p.until_at > moment and p.from_at <= moment limit 1), 'free')
      order by f.from_at desc limit 1),
    coalesce(r.basis_points, 0), coalesce(r.fixed_santim, 0)
  from (select) one left join lateral (select f.basis_points, f.fixed_santim from payments.rail_fees f
    where f.rail = fees_at.rail and f.from_at <= moment order by f.from_at desc limit 1) r on true;
end;
call app.door('payments_doors.fees_at(text, timestamptz)', 'creator');
-- The price list of a moment.
create function payments_doors.plans_at(moment timestamptz)
returns table (plan text, fee_basis_points int, month_santim bigint, year_santim bigint) stable
begin atomic
  select n.plan,
    (select f.basis_points from payments.fee_rates f where f.plan = n.plan and f.from_at <= moment order by f.from_at desc limit 1),
    (select p.amount_santim from payments.plan_prices p where p.plan = n.plan and p.months = 1 and p.from_at <= moment order by p.from_at desc limit 1),
    (select p.amount_santim from payments.plan_prices p where p.plan = n.plan and p.months = 12 and p.from_at <= moment order by p.from_at desc limit 1)
  from (values ('free', 1), ('pro', 2)) n (plan, place) order by n.place;
end;
call app.door('payments_doors.plans_at(timestamptz)', 'svc', 'creator');
-- Whose plan ends soon or has ended; taken with a lease, so that two workers never tell the same creator.
create function payments_doors.due_plans(moment timestamptz, lease timestamptz, page int) returns table (creator_id uuid)
begin atomic
  update payments.subscriptions s set next_at = lease
  from (select d.creator_id from payments.subscriptions d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where s.creator_id = due.creator_id returning s.creator_id;
end;
call app.door('payments_doors.due_plans(timestamptz, timestamptz, int)', 'svc');
-- Creators with receipts, a page of them, and what they sold between two moments.
create function payments_doors.turnover_page(after uuid, since timestamptz, until timestamptz, page int)
returns table (creator_id uuid, turnover_santim bigint) stable
begin atomic
  select c.creator_id, coalesce((select sum(case r.kind when 'receipt' then r.total_santim else -r.total_santim end)
    from payments.receipts r where r.creator_id = c.creator_id and r.issued_at > since and r.issued_at <= until), 0)::bigint
  from (select d.creator_id from payments.receipt_counters d where d.creator_id > after order by d.creator_id
        limit least(page, 500)) c
  order by c.creator_id;
end;
call app.door('payments_doors.turnover_page(uuid, timestamptz, timestamptz, int)', 'svc');
-- Whether a printed receipt is one of ours: who holds its number and mark learns its day and sum, and nothing else.
create function payments_doors.receipt_of_mark(creator uuid, number bigint, mark text)
returns table (number bigint, kind text, issued_at timestamptz, total_santim bigint, vat_santim bigint) stable
begin atomic
  select r.number, r.kind, r.issued_at, r.total_santim, r.vat_santim from payments.receipts r
  where r.creator_id = receipt_of_mark.creator and r.number = receipt_of_mark.number
    and length(receipt_of_mark.mark) = 12 and left(r.hash, 12) = receipt_of_mark.mark;
end;
call app.door('payments_doors.receipt_of_mark(uuid, bigint, text)', 'svc');

select messages.own('plan.due'), messages.own('plan.changed'), messages.own('turnover.reached');
