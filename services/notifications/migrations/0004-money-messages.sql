-- phase: expand
-- Messages about money that goes back. The list of templates stands in the code alone from here on: a new message needs
-- no migration. The database still refuses what is no name.
alter table notifications.messages drop constraint messages_template_check;
alter table notifications.messages add constraint messages_template_check check (template ~ '^[a-z]+(-[a-z]+){0,4}$');

select messages.subscribe('order.refunded', '{1}');
select messages.subscribe('order.access-changed', '{1}');
select messages.subscribe('payment.surplus', '{1}');
select messages.subscribe('payment.surplus-returned', '{1}');
