-- phase: expand
-- The quick look at all books goes creator by creator: a part at a time costs little however many postings there are, and
-- nobody is left out, also not who has an account, an entry or a posting that no other book knows of.
-- `last` is where the next part begins; null: there is nobody after this one.
create function payments_doors.books_part(after uuid, page int)
returns table (last uuid, creators bigint, total bigint, unbalanced bigint, wrong_balances bigint) stable
begin atomic
  with recursive part (creator_id, n) as (
    select least((select a.creator_id from payments.accounts a where a.creator_id > after order by a.creator_id limit 1),
      (select e.creator_id from payments.entries e where e.creator_id > after order by e.creator_id limit 1)), 1
    union all
    select least((select a.creator_id from payments.accounts a where a.creator_id > p.creator_id order by a.creator_id limit 1),
      (select e.creator_id from payments.entries e where e.creator_id > p.creator_id order by e.creator_id limit 1)), p.n + 1
    from part p where p.creator_id is not null and p.n < least(page, 500)
  ), book as (
    select w.creator_id,
      (select coalesce(sum(p.amount_santim), 0) from payments.postings p where p.creator_id = w.creator_id) as total,
      (select count(*) from payments.entries e where e.creator_id = w.creator_id and coalesce((select sum(p.amount_santim)
        from payments.postings p where p.creator_id = e.creator_id and p.entry_id = e.id), 1) <> 0) as unbalanced,
      (select count(*) from (select a.kind, a.balance_santim from payments.accounts a where a.creator_id = w.creator_id) a
        full join (select p.account, sum(p.amount_santim) as total from payments.postings p where p.creator_id = w.creator_id
          group by p.account) s on s.account = a.kind where coalesce(a.balance_santim, 0) <> coalesce(s.total, 0)) as wrong
    from part w where w.creator_id is not null
  )
  select (select b.creator_id from book b order by b.creator_id desc limit 1), count(*), coalesce(sum(abs(b.total)), 0)::bigint,
    coalesce(sum(b.unbalanced), 0)::bigint, coalesce(sum(b.wrong), 0)::bigint from book b;
end;
call app.door('payments_doors.books_part(uuid, int)', 'svc');
