-- phase: expand
-- Products of every type have titles, and what is made for one buyer is told to both.
select messages.subscribe('product.published', '{1,2}');
select messages.subscribe('request.received', '{1}');
select messages.subscribe('request.changed', '{1}');
