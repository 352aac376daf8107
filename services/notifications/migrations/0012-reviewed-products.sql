-- phase: expand
-- Creators hear when an operator has decided about a product.
select messages.subscribe('product.reviewed', '{1}');
