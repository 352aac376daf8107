-- phase: expand
-- A membership opens the space like a purchase, and closes it when its time is over. Who is out for that hears other words.
alter table community.purchases add column membership boolean not null default false;
select messages.subscribe('membership.changed', '{1}');
