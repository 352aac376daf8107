-- phase: expand
-- What was given to its owner by somebody else: she is told neither a price nor to pay again.
alter table delivery.entitlements add column gift boolean not null default false;
select messages.subscribe('gift.claimed', '{1}');
