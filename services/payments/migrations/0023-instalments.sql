-- phase: expand
-- Payment plans: a price in equal monthly parts. What each part costs and when it is due is frozen with the first payment;
-- each payment is an order of its own, and nothing is ever taken by itself.
create table payments.instalment_terms (
  creator_id uuid not null, product_id uuid not null,
  version bigint not null check (version > 0),
  -- Null: not any more.
  parts int check (parts between 2 and 6),
  changed_at timestamptz not null,
  primary key (creator_id, product_id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id)
);
create table payments.instalment_plans (
  creator_id uuid not null, id uuid not null, product_id uuid not null, buyer_id uuid not null,
  buyer_hint text not null check (buyer_hint ~ '^\d{3}$'), lang text not null check (lang in ('am', 'en')),
  -- Digest of the address in its messages.
  link_hash text not null check (length(link_hash) = 64),
  -- The order that opened it: what it opened is closed and opened again under its id.
  first_order_id uuid not null,
  title text not null,
  -- What was promised to others of each part, as frozen with the first payment.
  shares jsonb not null default '[]',
  begun_at timestamptz not null,
  parts int not null check (parts between 2 and 6),
  state text not null check (state in ('running', 'paused', 'done', 'ended')),
  -- What the other services were told last, and when: of two things that are told the later one counts.
  access text not null check (access in ('active', 'paused', 'revoked')), access_at timestamptz not null,
  ended_how text check (ended_how in ('given-back', 'closed')),
  -- The last reminder: of which part, and how many days before it was due.
  told_part int, told_days int check (told_days in (3, 0, -3, -7)), next_at timestamptz,
  primary key (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  constraint instalment_plans_ended check ((state = 'ended') = (ended_how is not null))
);
-- One at a time: whoever buys again is led to the one that there is.
create unique index instalment_plans_one on payments.instalment_plans (creator_id, buyer_id, product_id) where state <> 'ended';
create unique index instalment_plans_link on payments.instalment_plans (link_hash);
create index instalment_plans_product on payments.instalment_plans (creator_id, product_id);
create index instalment_plans_due on payments.instalment_plans (next_at) where next_at is not null;

create table payments.instalment_parts (
  creator_id uuid not null, plan_id uuid not null, number int not null check (number between 1 and 6),
  due_at timestamptz not null,
  list_santim bigint not null, discount_santim bigint not null check (discount_santim >= 0),
  amount_santim bigint not null check (amount_santim > 0),
  -- given-back: refunded whole, and not asked for again · disputed: the bank looks at it · reversed: the bank took it.
  state text not null check (state in ('due', 'paid', 'given-back', 'disputed', 'reversed')),
  -- Who paid it last; one order may pay several.
  order_id uuid, paid_at timestamptz,
  primary key (creator_id, plan_id, number),
  foreign key (creator_id, plan_id) references payments.instalment_plans (creator_id, id),
  constraint instalment_parts_sum check (list_santim - discount_santim = amount_santim),
  constraint instalment_parts_paid check ((order_id is null) = (paid_at is null) and (state = 'due' or order_id is not null))
);
create index instalment_parts_of_order on payments.instalment_parts (creator_id, order_id) where order_id is not null;

call app.protect('payments.instalment_terms', creator => 'select, insert, update', public_sees => $$exists (
  select from payments.products p where p.creator_id = instalment_terms.creator_id and p.id = product_id and p.state = 'published')$$);
call app.protect('payments.instalment_plans', creator => 'select, insert, update', door => 'select, update');
call app.protect('payments.instalment_parts', creator => 'select, insert, update');

-- Which plans the worker has to look at; taken with a lease, so that two never look at the same one.
create function payments_doors.due_instalments(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, plan_id uuid)
begin atomic
  update payments.instalment_plans m set next_at = lease
  from (select d.creator_id, d.id from payments.instalment_plans d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where m.creator_id = due.creator_id and m.id = due.id returning m.creator_id, m.id;
end;
call app.door('payments_doors.due_instalments(timestamptz, timestamptz, int)', 'svc');
-- The address in an SMS names nobody: its digest finds the plan.
create function payments_doors.instalments_of_link(hash text) returns table (creator_id uuid, plan_id uuid) stable
begin atomic
  select p.creator_id, p.id from payments.instalment_plans p where p.link_hash = hash;
end;
call app.door('payments_doors.instalments_of_link(text)', 'svc');

select messages.own('instalment.due');
