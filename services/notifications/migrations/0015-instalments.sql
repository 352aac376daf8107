-- phase: expand
-- Whoever pays in parts hears before each of them, on its day and after it.
select messages.subscribe('instalment.due', '{1}');
