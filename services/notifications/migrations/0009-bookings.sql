-- phase: expand
-- Reminders of bookings follow a move: what is known of a booking's time stands here, the newest said of it.
create table notifications.bookings (
  creator_id uuid not null default app.current_creator(),
  booking_id uuid not null,
  product_id uuid not null,
  order_id uuid not null,
  buyer_id uuid not null,
  lang text not null check (lang in ('am', 'en')),
  starts_at timestamptz not null,
  -- Of the same booking the higher one is newer.
  sequence int not null check (sequence >= 0),
  open boolean not null,
  primary key (creator_id, booking_id)
);
call app.protect('notifications.bookings', creator => 'select, insert, update');

select messages.subscribe('booking.confirmed', '{1}');
select messages.subscribe('booking.moved', '{1}');
select messages.subscribe('booking.cancelled', '{1}');
select messages.subscribe('booking.lost', '{1}');
