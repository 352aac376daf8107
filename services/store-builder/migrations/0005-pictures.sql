-- phase: expand
-- A picture waits until the worker has made its sizes. One that was kept before has none and is shown as it came.
alter table store.images
  add column state text not null default 'ready',
  add column widths int[] not null default '{}',
  -- Bytes of each size by its file's name, for the label that says what a picture costs.
  add column sizes jsonb not null default '{}',
  add column colour text,
  add column failure text;
alter table store.images add constraint images_state check (state in ('waiting', 'ready', 'failed')) not valid;
alter table store.images add constraint images_colour check (colour ~ '^#[0-9a-f]{3}$') not valid;
-- GIF comes in; only JPEG and AVIF go out. The next file validates, so that nobody waits for it here.
-- allow drop-constraint: the next statement puts a wider one in its place, and old code writes what both take
alter table store.images drop constraint images_kind_check;
alter table store.images add constraint images_kind check (kind in ('jpeg', 'png', 'webp', 'gif')) not valid;
call app.protect('store.images', creator => 'select, insert, update');

-- What readers need to know of the pictures of a page, by id; written when it is published and when a picture is ready.
alter table store.public_pages add column pictures jsonb not null default '{}';
alter table store.published_products add column cover jsonb;
