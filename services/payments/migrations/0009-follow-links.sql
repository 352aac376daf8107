-- phase: expand
-- Short addresses of single payments for messages: the signed one alone is longer than an SMS in Amharic may be. Made when
-- a message first needs one; the token is derived, and only its hash is kept, so that a look into the table opens nothing.
create table payments.follow_links (
  creator_id uuid not null default app.current_creator(),
  intent_id uuid not null,
  token_hash text not null check (length(token_hash) = 64),
  primary key (creator_id, intent_id),
  foreign key (creator_id, intent_id) references payments.intents (creator_id, id)
);
create unique index follow_links_token on payments.follow_links (token_hash);
call app.protect('payments.follow_links', creator => 'select, insert');

create function payments_doors.intent_of_link(hash text) returns table (creator_id uuid, intent_id uuid)
language sql stable as $$
  select l.creator_id, l.intent_id from payments.follow_links l where l.token_hash = hash
$$;
call app.door('payments_doors.intent_of_link(text)', 'svc');
