-- phase: expand
-- Whoever waits for a payment longer than two minutes, or pays at leisure, hears by SMS where she follows it.
select messages.own('checkout.waiting');
