-- phase: expand
-- Each index of this table is written three times on the way of a paid order. These are not needed: one is asked by nobody
-- any more, and a number without its rail is found by skipping over the few rails in the indexes that begin with them.
drop index payments.intents_by_buyer;
drop index payments.intents_by_provider_order;
drop index payments.intents_by_provider_txn;
drop index payments.intents_by_reference;
-- Most attempts of a moment have no number of the rail yet: those need no place in it.
drop index payments.intents_provider_txn;
create unique index intents_provider_txn on payments.intents (rail, provider_txn_id) where provider_txn_id is not null;
