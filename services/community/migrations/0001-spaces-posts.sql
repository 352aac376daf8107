-- phase: expand
-- What the store is called, heard from store-builder; the space itself exists as soon as its creator does.
create table community.spaces (
  creator_id uuid not null,
  handle text not null check (length(handle) <= 60),
  display_name text not null check (length(display_name) <= 400),
  lang text not null check (lang in ('am', 'en')),
  number bigint not null,
  published_at timestamptz not null,
  primary key (creator_id)
);
-- Not unique: a handle may change hands, and the two stores' news may arrive in any order. The latest one counts.
create index spaces_by_handle on community.spaces (handle, published_at desc);

-- Gives out "Member 1", "Member 2", …
create table community.member_numbers (
  creator_id uuid not null,
  last bigint not null check (last > 0),
  primary key (creator_id)
);

-- Who may come in: a person joins by buying, once. A ban stays, whatever is bought later.
create table community.members (
  creator_id uuid not null,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  number bigint not null check (number > 0),
  name text check (length(name) <= 400),
  state text not null check (state in ('active', 'banned')),
  joined_at timestamptz not null,
  primary key (creator_id, id)
);
create unique index members_person on community.members (creator_id, person_id);
create unique index members_number on community.members (creator_id, number);
create index members_by_joining on community.members (creator_id, joined_at desc, id desc);

-- Without a member it was the creator who wrote.
create table community.posts (
  creator_id uuid not null,
  id uuid not null default uuidv7(),
  member_id uuid,
  text text not null check (length(text) <= 40000),
  hidden boolean not null default false,
  created_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, member_id) references community.members (creator_id, id)
);
create index posts_newest on community.posts (creator_id, created_at desc, id desc);

create table community.comments (
  creator_id uuid not null,
  id uuid not null default uuidv7(),
  post_id uuid not null,
  member_id uuid,
  text text not null check (length(text) <= 40000),
  hidden boolean not null default false,
  created_at timestamptz not null,
  primary key (creator_id, id),
  foreign key (creator_id, post_id) references community.posts (creator_id, id),
  foreign key (creator_id, member_id) references community.members (creator_id, id)
);
create index comments_oldest on community.comments (creator_id, post_id, created_at, id);

-- Who hid or banned what, when and why. Rows are added and never changed.
create table community.moderation_log (
  creator_id uuid not null,
  id uuid not null default uuidv7(),
  at timestamptz not null,
  person_id uuid not null,
  what text not null check (what in ('post-hidden', 'post-shown', 'comment-hidden', 'comment-shown', 'member-banned', 'member-let-in')),
  subject_id uuid not null,
  reason text check (length(reason) <= 800),
  primary key (creator_id, id)
);

call app.protect('community.spaces', creator => 'select, insert, update');
call app.protect('community.member_numbers', creator => 'select, insert, update');
call app.protect('community.members', creator => 'select, insert, update');
call app.protect('community.posts', creator => 'select, insert, update');
call app.protect('community.comments', creator => 'select, insert, update');
call app.protect('community.moderation_log', creator => 'select, insert');
call messages.handled_table('community');
select messages.own('member.joined');
select messages.subscribe('store.published', '{1}');
select messages.subscribe('entitlement.granted', '{1}');

-- Whose address is this? An id, and nothing about her.
create function community_doors.space_of_handle(name text) returns uuid stable
begin atomic
  select s.creator_id from community.spaces s where s.handle = name order by s.published_at desc limit 1;
end;
call app.door('community_doors.space_of_handle(text)', 'svc');
