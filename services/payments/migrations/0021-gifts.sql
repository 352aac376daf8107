-- phase: expand
-- What is bought for somebody else: one for each attempt that is one. Her number is auth's; here are the person, the last
-- digits that the giver typed, and, sealed, what he wrote.
create table payments.gifts (
  creator_id uuid not null default app.current_creator(), intent_id uuid not null, product_id uuid not null,
  -- Null until it is paid.
  order_id uuid,
  giver_id uuid not null, receiver_id uuid not null,
  receiver_hint text not null check (receiver_hint ~ '^\d{3}$'),
  giver_name_sealed text, note_sealed text,
  lang text not null check (lang in ('am', 'en')),
  state text not null check (state in ('unpaid', 'waiting', 'sent', 'claimed', 'returned')),
  -- The day on which it is to arrive, and when it did; another number begins anew.
  send_at timestamptz not null, sent_at timestamptz, claimed_at timestamptz,
  why text check (why in ('unclaimed', 'sent-back')),
  -- Digests of the two addresses. The receiver's is another one with each number.
  giver_hash text not null check (length(giver_hash) = 64), receiver_hash text not null check (length(receiver_hash) = 64),
  round int not null default 1 check (round > 0),
  -- Days after which both were last reminded, and what the giver asked for.
  told int check (told in (7, 25)), resend_at timestamptz, resent_at timestamptz, resends int not null default 0 check (resends >= 0),
  -- When the worker has to look again.
  next_at timestamptz,
  primary key (creator_id, intent_id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id),
  foreign key (creator_id, order_id) references payments.orders (creator_id, id),
  constraint gifts_paid check (state = 'unpaid' or order_id is not null),
  constraint gifts_sent check (state <> 'sent' or sent_at is not null),
  constraint gifts_claimed check ((state = 'claimed') = (claimed_at is not null)),
  constraint gifts_returned check ((state = 'returned') = (why is not null)),
  -- To oneself is a purchase, and nothing else.
  constraint gifts_other check (receiver_id <> giver_id)
);
create unique index gifts_giver on payments.gifts (giver_hash);
create unique index gifts_receiver on payments.gifts (receiver_hash);
create unique index gifts_order on payments.gifts (creator_id, order_id);
create index gifts_due on payments.gifts (next_at) where next_at is not null;
call app.protect('payments.gifts', creator => 'select, insert, update', door => 'select, update');

-- Seen by the creator: that it was one, and nothing of whom it is for.
alter table payments.orders add column gift boolean not null default false;
-- Its seller does not want it to be given.
alter table payments.terms add column no_gift boolean not null default false;

-- Which gifts the worker has to look at; taken with a lease, so that two never look at the same one.
create function payments_doors.due_gifts(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, intent_id uuid)
begin atomic
  update payments.gifts g set next_at = lease
  from (select d.creator_id, d.intent_id from payments.gifts d where d.next_at <= moment
        order by d.next_at limit least(page, 200) for update skip locked) due
  where g.creator_id = due.creator_id and g.intent_id = due.intent_id returning g.creator_id, g.intent_id;
end;
call app.door('payments_doors.due_gifts(timestamptz, timestamptz, int)', 'svc');
-- The address in an SMS names nobody: its digest finds the gift, and says whose address it is.
create function payments_doors.gift_of_link(hash text)
returns table (creator_id uuid, intent_id uuid, giver boolean) stable
begin atomic
  select g.creator_id, g.intent_id, g.giver_hash = hash from payments.gifts g
  where g.giver_hash = hash or g.receiver_hash = hash;
end;
call app.door('payments_doors.gift_of_link(text)', 'svc');

select messages.own('gift.changed'), messages.own('gift.claimed');
