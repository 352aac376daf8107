-- phase: expand
-- What a giver and a receiver hear about a gift.
select messages.subscribe('gift.changed', '{1}');
