-- phase: expand
-- What things are about: one fixed list of the platform, whose slugs are the words in which a creator says what she makes.
create table store.categories (
  slug text primary key check (slug ~ '^[a-z]{2,30}$'),
  position int not null unique,
  name_en text not null,
  name_am text not null
);
insert into store.categories (slug, position, name_en, name_am) values
  ('teacher', 1, 'Teaching', 'ማስተማር'),
  ('cook', 2, 'Cooking', 'ምግብ'),
  ('designer', 3, 'Design', 'ዲዛይን'),
  ('musician', 4, 'Music', 'ሙዚቃ'),
  ('fitness', 5, 'Fitness', 'ስፖርት'),
  ('language', 6, 'Languages', 'ቋንቋ'),
  ('choir', 7, 'Church, mezmur', 'ቤተ ክርስቲያን፣ መዝሙር'),
  ('developer', 8, 'Software', 'ሶፍትዌር'),
  ('other', 9, 'Something else', 'ሌላ ነገር');
call app.protect_platform('store.categories', 'select');

-- Null: what its store is about. Code of before leaves it so.
alter table store.products add column category text,
  add constraint products_category foreign key (category) references store.categories (slug) not valid;
-- As buyers see it: never null once a product was published by this code.
alter table store.published_products add column category text;
-- allow require-concurrent-index-creation: the column was just added and is empty, one pass over the table and nothing to sort
-- squawk-ignore require-concurrent-index-creation
create index published_products_category on store.published_products (category, published_at desc, id desc)
  where live and approved;

create function store_doors.categories() returns table (slug text, name_en text, name_am text) stable
begin atomic
  select c.slug, c.name_en, c.name_am from store.categories c order by c.position;
end;
call app.door('store_doors.categories()', 'public');

-- Who has a pre-order reviews it when it is out.
select messages.subscribe('preorder.changed', '{1}');
