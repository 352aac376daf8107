-- phase: expand
-- Members hear before their time ends, when it has ended, when they have paid for more, and of another price.
select messages.subscribe('membership.due', '{1}');
select messages.subscribe('membership.changed', '{1}');
select messages.subscribe('membership.price-announced', '{1}');
