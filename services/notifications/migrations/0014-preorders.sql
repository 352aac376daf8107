-- phase: expand
-- Buyers hear when what they have paid for is out, has another day, or is late; creators of a file that is not there.
select messages.subscribe('product.published', '{1,2,3}');
select messages.subscribe('preorder.changed', '{1}');
select messages.subscribe('release.file-due', '{1}');
