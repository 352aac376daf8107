// What a creator's books promise, for the proofs that try to break it.

/** What must hold at every moment, each as a query that finds what breaks it. */
export const laws: Readonly<Record<string, string>> = {
  'every entry sums to zero': `select entry_id from payments.postings where creator_id = $1 group by entry_id having sum(amount_santim) <> 0`,
  'every balance is the sum of its postings': `select a.kind from (select * from payments.accounts where creator_id = $1) a
    full join (select account, sum(amount_santim) as n from payments.postings where creator_id = $1 group by account) s on s.account = a.kind
    where coalesce(a.balance_santim, 0) <> coalesce(s.n, 0)`,
  'no account stands on its wrong side': `select account from payments.postings where creator_id = $1 group by account having case
    when account in ('creator-payable', 'refunds-in-transit', 'payouts-in-transit', 'buyer-credit') or account like 'share:%' then sum(amount_santim) > 0
    when account = 'receivable' then sum(amount_santim) < 0 else false end`,
  'never more goes back than came in': `select id from payments.orders where creator_id = $1 and refunded_santim not between 0 and amount_santim`,
  'an order says what its refunds say': `select o.id from payments.orders o where o.creator_id = $1 and o.refunded_santim <> (
    select coalesce(sum(r.amount_santim), 0) from payments.refunds r where r.creator_id = o.creator_id and r.order_id = o.id
      and (r.state <> 'failed' or r.why = 'reversed'))`,
  'what is in transit is what was asked and has not ended': `select 1 where (select coalesce(-sum(p.amount_santim), 0)
    from payments.postings p where p.creator_id = $1 and p.account = 'refunds-in-transit') <> (select coalesce(sum(r.amount_santim), 0)
    from payments.refunds r where r.creator_id = $1 and r.state not in ('sent', 'failed'))`,
  'the rail owes what came less what went': `select 1 where (select coalesce(sum(p.amount_santim), 0) from payments.postings p
      where p.creator_id = $1 and p.account like 'clearing:%') <>
    (select coalesce(sum(o.amount_santim - case o.state when 'reversed' then o.amount_santim - o.refunded_santim else 0 end), 0)
      from payments.orders o where o.creator_id = $1)
    + (select coalesce(sum(p.amount_santim), 0) from payments.entries e join payments.postings p on p.creator_id = e.creator_id and p.entry_id = e.id
      where e.creator_id = $1 and e.kind = 'surplus' and p.amount_santim > 0)
    - (select coalesce(sum(r.amount_santim), 0) from payments.refunds r where r.creator_id = $1
      and (r.state = 'sent' or (r.state = 'failed' and r.why = 'reversed')))`,
  'the creator has what she sold, less what went back and what she took': `select 1 where (select coalesce(-sum(p.amount_santim), 0)
      from payments.postings p where p.creator_id = $1 and p.account in ('creator-payable', 'receivable')) <>
    (select coalesce(sum(o.net_santim - case o.state when 'reversed' then
        (o.amount_santim - o.refunded_santim) - div(o.fee_santim::numeric * (o.amount_santim - o.refunded_santim), o.amount_santim)
        - (select coalesce(sum(m.amount_santim), 0) from payments.share_moves m where m.creator_id = o.creator_id
          and m.order_id = o.id and m.kind = 'reversal' and not m.returned) else 0 end), 0)
      from payments.orders o where o.creator_id = $1)
    - (select coalesce(sum(r.amount_santim - r.fee_santim - r.shares_santim), 0) from payments.refunds r where r.creator_id = $1 and r.source = 'order'
      and (r.state <> 'failed' or r.why = 'reversed'))
    + (select coalesce(sum(p.amount_santim), 0) from payments.postings p where p.creator_id = $1 and p.account = 'payouts-in-transit')`,
  'never more of the fee goes back than it was': `select o.id from payments.orders o where o.creator_id = $1 and o.fee_santim < (
    select coalesce(sum(r.fee_santim), 0) from payments.refunds r where r.creator_id = o.creator_id and r.order_id = o.id and r.state <> 'failed')`,
  'all back is all of the fee back': `select o.id from payments.orders o where o.creator_id = $1 and o.refunded_santim = o.amount_santim
    and not exists (select from payments.refunds r where r.order_id = o.id and r.why = 'reversed') and o.fee_santim <> (
    select coalesce(sum(r.fee_santim), 0) from payments.refunds r where r.creator_id = o.creator_id and r.order_id = o.id and r.state <> 'failed')`,
  'what is held for somebody is what her parts say': `select 1 from (select s.party_id, sum(s.amount_santim - s.reversed_santim
      - s.released_santim) as n from payments.shares s where s.creator_id = $1 group by s.party_id) h
    full join (select account, -sum(amount_santim) as n from payments.postings where creator_id = $1 and account like 'share:%'
      group by account) p on p.account = 'share:' || h.party_id where coalesce(h.n, 0) <> coalesce(p.n, 0)`,
  'what was let go of is between the books': `select 1 where (select coalesce(sum(released_santim), 0) from payments.shares
    where creator_id = $1) <> (select coalesce(-sum(amount_santim), 0) from payments.postings where creator_id = $1 and account = 'between-books')`,
  'what a part gave back is what was taken and not returned': `select s.id from payments.shares s where s.creator_id = $1
    and s.reversed_santim <> (select coalesce(sum(m.amount_santim), 0) from payments.share_moves m
      where m.creator_id = s.creator_id and m.share_id = s.id and not m.returned)`,
  'all back is all of every part back, unless it was let go of': `select s.id from payments.shares s join payments.orders o
    on o.creator_id = s.creator_id and o.id = s.order_id where s.creator_id = $1 and o.refunded_santim = o.amount_santim
    and s.released_santim = 0 and s.reversed_santim <> s.amount_santim`,
  'an order is its fees, its parts and the rest': `select o.id from payments.orders o where o.creator_id = $1 and o.shares_santim <>
    (select coalesce(sum(s.amount_santim), 0) from payments.shares s where s.creator_id = o.creator_id and s.order_id = o.id)`,
  'papers say what the orders say': `select o.id from payments.orders o where o.creator_id = $1 and o.state <> 'reversed'
    and o.amount_santim - o.refunded_santim <> (select coalesce(sum(case r.kind when 'receipt' then r.total_santim else -r.total_santim end), 0)
      from payments.receipts r where r.creator_id = o.creator_id and r.order_id = o.id)
    and not exists (select from payments.refunds r where r.order_id = o.id and r.why = 'reversed')`,
  'who has nothing refunded owns what she paid for': `select o.id from payments.orders o where o.creator_id = $1 and o.state = 'paid'
    and exists (select from payments.order_lines l where l.creator_id = o.creator_id and l.order_id = o.id and not l.owned)
    and not exists (select from payments.instalment_parts p join payments.instalment_plans i on i.creator_id = p.creator_id
      and i.id = p.plan_id where p.creator_id = o.creator_id and p.order_id = o.id and i.ended_how = 'closed')`,
};
