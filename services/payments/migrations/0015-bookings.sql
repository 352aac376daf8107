-- phase: expand
-- A booking that is cancelled gives back what was promised for it.
select messages.subscribe('booking.cancelled', '{1}');
