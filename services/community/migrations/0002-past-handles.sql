-- phase: expand
-- What stores were called before: links in old receipts and messages still lead to the space.
create table community.past_handles (
  creator_id uuid not null,
  handle text not null check (length(handle) <= 60),
  last_known_at timestamptz not null,
  primary key (creator_id, handle)
);
create index past_handles_by_handle on community.past_handles (handle, last_known_at desc);
call app.protect('community.past_handles', creator => 'select, insert, update');

-- Who has the handle now comes before who had it.
create function community_doors.space_of_any_handle(name text) returns uuid stable
begin atomic
  select coalesce(
    (select s.creator_id from community.spaces s where s.handle = name order by s.published_at desc limit 1),
    (select p.creator_id from community.past_handles p where p.handle = name order by p.last_known_at desc limit 1)
  );
end;
call app.door('community_doors.space_of_any_handle(text)', 'svc');
