-- phase: expand
-- One message to a buyer who asked to be reminded of what she did not finish.
select messages.subscribe('checkout.abandoned', '{1}');
