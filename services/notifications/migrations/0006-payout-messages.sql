-- phase: expand
-- Creators hear of each change of a payout, of the account that it goes to, and of decisions that hold it.
select messages.subscribe('payout.changed', '{1}');
select messages.subscribe('payout-account.changed', '{1}');
select messages.subscribe('risk-case.changed', '{1}');
