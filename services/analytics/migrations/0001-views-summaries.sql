-- phase: expand
-- Views of public pages, each with its class: nothing is thrown away because it looked like a robot. Rows say what was
-- seen and when, and nothing about who saw it. Days are those of East Africa Time.
create table analytics.views (
  creator_id uuid not null,
  day date not null,
  id uuid not null default uuidv7(),
  at timestamptz not null,
  -- All zeros: the store's own page.
  product_id uuid not null,
  class text not null check (class in ('human', 'bot', 'preview', 'datacenter', 'self', 'test')),
  reason text not null check (length(reason) <= 40),
  primary key (creator_id, day, id)
);

-- What the dashboard reads: one row per day and product, changed in the transaction that adds a view or hears a sale.
create table analytics.daily_summaries (
  creator_id uuid not null,
  day date not null,
  product_id uuid not null,
  views bigint not null default 0 check (views >= 0),
  other_views bigint not null default 0 check (other_views >= 0),
  checkouts bigint not null default 0 check (checkouts >= 0),
  sales bigint not null default 0 check (sales >= 0),
  revenue_santim bigint not null default 0 check (revenue_santim >= 0),
  primary key (creator_id, day, product_id)
);

call app.protect('analytics.views', creator => 'select, insert');
call app.protect('analytics.daily_summaries', creator => 'select, insert, update');
call messages.handled_table('analytics');
select messages.subscribe('checkout.started', '{1}');
select messages.subscribe('order.paid', '{1}');
