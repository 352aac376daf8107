-- phase: expand
-- Two more messages: a buyer who was told that she may close the page hears that the payment did not go through; a
-- creator hears, once for each product, that it was sold without a file.
alter table notifications.messages drop constraint messages_template_check;
alter table notifications.messages add constraint messages_template_check
  check (template in ('code', 'receipt', 'sale', 'failure', 'missing-file'));

select messages.subscribe('checkout.failed', '{1}');
select messages.subscribe('file.missing', '{1}');
