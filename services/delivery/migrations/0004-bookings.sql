-- phase: expand
-- Times that creators offer, and who has them.

-- When a creator takes bookings. Minutes count from midnight in East Africa Time; a range may end on the next day.
create table delivery.booking_hours (
  creator_id uuid not null default app.current_creator() primary key,
  -- [{"weekday": 1, "from": 480, "to": 720}, …]; weekday 0 is Sunday.
  weekly jsonb not null default '[]' check (jsonb_typeof(weekly) = 'array'),
  -- [{"day": "2026-01-07", "ranges": []}, …]: what holds on that day instead; no range is a day off.
  exceptions jsonb not null default '[]' check (jsonb_typeof(exceptions) = 'array'),
  -- Which clock her times are typed in.
  clock text not null default 'ethiopian' check (clock in ('ethiopian', 'international')),
  version int not null default 0 check (version >= 0),
  -- The address of her calendar's feed is derived from it: another number, another address.
  feed int not null default 0 check (feed >= 0),
  changed_at timestamptz not null
);

-- A row is one time that somebody has, had or wanted. A booking that is moved leaves its row as `moved` and gets another
-- with the same `booking_id`.
create table delivery.bookings (
  creator_id uuid not null default app.current_creator(),
  id uuid not null,
  booking_id uuid not null,
  product_id uuid not null,
  buyer_id uuid not null,
  -- The attempt to pay that holds it; null while it is only held for somebody who is signed in.
  intent_id uuid,
  -- Once it is paid; the entitlement of that order opens it.
  order_id uuid,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- With what stays free before and after: what no other booking of this creator may touch.
  busy_from timestamptz not null,
  busy_until timestamptz not null,
  seats int not null check (seats between 1 and 50),
  -- Which of the seats.
  seat int not null check (seat between 1 and seats),
  -- Who shares it sits together; a booking for one shares with nobody.
  session_id uuid not null,
  state text not null check (state in ('held', 'confirmed', 'cancelled', 'moved', 'done', 'no-show', 'lost')),
  held_until timestamptz not null,
  -- Counts up with every change that a calendar has to hear of (RFC 5545, 3.8.7.4).
  sequence int not null default 0 check (sequence >= 0),
  -- What a change of it by the creator was for, in her words.
  reason text check (length(reason) between 1 and 600),
  ended_by text check (ended_by in ('buyer', 'creator', 'we')),
  lang text not null check (lang in ('am', 'en')),
  -- What was promised when it was bought: place, hours until which it may be moved or cancelled, share that comes back.
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (creator_id, id),
  check (busy_from <= starts_at and starts_at < ends_at and ends_at <= busy_until),
  check (seats > 1 or session_id = id),
  check (state not in ('confirmed', 'done', 'no-show') or order_id is not null),
  -- The guard that no code can forget: a creator is in one place at a time.
  constraint bookings_one_at_a_time exclude using gist
    (creator_id with =, tstzrange(busy_from, busy_until) with &&, session_id with <>)
    where (state in ('held', 'confirmed'))
);
-- And a seat of a group has one person.
create unique index bookings_seat on delivery.bookings (creator_id, session_id, seat) where (state in ('held', 'confirmed'));
-- The call that holds is keyed by the attempt: twice is once.
create unique index bookings_intent on delivery.bookings (creator_id, intent_id) where (state <> 'moved');
create unique index bookings_now on delivery.bookings (creator_id, booking_id) where (state <> 'moved');
-- By provider and by customer (S2-14, S2-15).
create index bookings_of_creator on delivery.bookings (creator_id, starts_at);
create index bookings_of_buyer on delivery.bookings (buyer_id, starts_at);
create index bookings_of_order on delivery.bookings (creator_id, order_id) where (order_id is not null);
-- A page asks by the product alone, before its creator is known.
-- allow require-concurrent-index-creation: a projection of some thousand rows, written when somebody publishes; reads go on
-- squawk-ignore require-concurrent-index-creation
create index products_by_id on delivery.products (product_id);

call app.protect('delivery.booking_hours', creator => 'select, insert, update');
call app.protect('delivery.bookings', creator => 'select, insert, update',
  buyer_sees => 'buyer_id = (select app.current_buyer())');

create function delivery_doors.creator_of_product(product uuid) returns table (creator_id uuid)
language sql stable as $$
  select p.creator_id from delivery.products p where p.product_id = product limit 1
$$;
call app.door('delivery_doors.creator_of_product(uuid)', 'svc');

select messages.own('booking.confirmed');
select messages.own('booking.moved');
select messages.own('booking.cancelled');
select messages.own('booking.lost');
select messages.subscribe('checkout.failed', '{1}');
