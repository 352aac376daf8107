-- phase: expand
-- What a product is, beside what it costs. Code of before writes and reads downloads alone.
alter table payments.products
  add column type text not null default 'digital-download',
  add column details jsonb not null default '{"type": "digital-download"}',
  add constraint products_type check (type in ('digital-download', 'course', 'template-pack', 'membership', 'booking', 'event-ticket', 'bundle', 'tip',
    'custom-request', 'licence-key', 'affiliate-link')) not valid,
  add constraint products_details check (details ->> 'type' = type) not valid;

-- What costs nothing is an order of nothing: with a number, without a rail, a paper or an entry in the books.
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table payments.intents drop constraint intents_amount_santim_check,
  add constraint intents_amount_santim_check check (amount_santim >= 0) not valid,
  -- What the buyer chose besides the price: ids and numbers, nothing that she wrote.
  add column choice jsonb not null default '{}';
-- allow drop-constraint: the new one lets in all that the old one did, and no statement names it
alter table payments.orders drop constraint orders_amount_santim_check,
  add constraint orders_amount_santim_check check (amount_santim >= 0) not valid;

-- What the buyer wrote, encrypted: read by the creator whose order it became, by the buyer, and by nothing else.
create table payments.intent_answers (
  creator_id uuid not null default app.current_creator(), intent_id uuid not null, product_id uuid not null,
  -- Questions as they were asked, and the answers to them.
  answers_sealed text not null,
  -- A name that its owner wants to be read by everybody who looks at the product.
  shown_name_sealed text,
  written_at timestamptz not null,
  primary key (creator_id, intent_id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id),
  foreign key (creator_id, product_id) references payments.products (creator_id, id)
);
create index intent_answers_names on payments.intent_answers (creator_id, product_id, written_at desc)
  where shown_name_sealed is not null;
call app.protect('payments.intent_answers', creator => 'select, insert');

select messages.subscribe('product.published', '{1,2}');
select messages.subscribe('request.declined', '{1}');
