-- phase: expand
-- How many messages of a kind were written lately, before another one is paid for.
create index messages_of_template on notifications.messages (template, created_at);
