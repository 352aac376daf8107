-- phase: expand
-- Creators hear that their plan ends, and that their sales came near the sum from which VAT registration is due.
select messages.subscribe('plan.due', '{1}');
select messages.subscribe('turnover.reached', '{1}');
