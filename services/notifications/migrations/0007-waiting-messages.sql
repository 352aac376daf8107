-- phase: expand
-- Buyers hear once, while they wait, where they follow their payment.
select messages.subscribe('checkout.waiting', '{1}');
