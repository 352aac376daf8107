-- phase: expand
-- What is paid in parts is closed while one of them is not paid, and leads to the page where it is.
alter table delivery.entitlements add column instalment_plan uuid;
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table delivery.entitlements drop constraint entitlements_why_check,
  add constraint entitlements_why_check check (why in ('refund', 'reversal', 'dispute', 'instalment')) not valid;
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table delivery.order_access drop constraint order_access_why_check,
  add constraint order_access_why_check check (why in ('refund', 'reversal', 'dispute', 'instalment')) not valid;
