-- phase: expand
-- What is sold before it is there: its money stays here until it is out. Code of before hears of no such product.
alter table payments.products
  -- Null for what was never a pre-order. The day that was said last; no day any more means that it is about to come out.
  add column release_at timestamptz,
  -- When delivery said that it is out.
  add column released_at timestamptz;

select messages.subscribe('product.published', '{1,2,3}');
select messages.subscribe('release.changed', '{1}');
select messages.subscribe('preorder.changed', '{1}');
select messages.subscribe('preorder.returned', '{1}');
