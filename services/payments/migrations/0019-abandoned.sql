-- phase: expand
-- One message to a buyer who did not finish: only where the creator wants it, and only when the buyer ticked it herself.
create table payments.reminder_settings (
  creator_id uuid not null, abandoned boolean not null, changed_at timestamptz not null,
  primary key (creator_id)
);
alter table payments.intents
  -- When it is looked at, and when the buyer was told; null: she did not ask for it.
  add column remind_at timestamptz, add column reminded_at timestamptz;
-- allow require-concurrent-index-creation: the column was just added and is empty, one pass over the table and nothing to sort
-- squawk-ignore require-concurrent-index-creation
create index intents_remind on payments.intents (remind_at) where remind_at is not null;
call app.protect('payments.reminder_settings', creator => 'select, insert, update', public_sees => 'abandoned');

create function payments_doors.due_reminders(moment timestamptz, lease timestamptz, page int)
returns table (creator_id uuid, id uuid)
begin atomic
  update payments.intents i set remind_at = lease
  from (select d.creator_id, d.id from payments.intents d where d.remind_at <= moment
        order by d.remind_at limit least(page, 200) for update skip locked) due
  where i.creator_id = due.creator_id and i.id = due.id
  returning i.creator_id, i.id;
end;
call app.door('payments_doors.due_reminders(timestamptz, timestamptz, int)', 'svc');
select messages.own('checkout.abandoned');
