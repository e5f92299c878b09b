-- zh: 一个金额出自哪个网页的哪句话?
-- en: Which page and which words does an amount come from?
SELECT v.name, v.fiscal_year, l.field, l.value, l.unit, l.quote, l.span_start, l.span_end, l.url, l.fetched_at
FROM v_lineage l JOIN v_project_year v USING (evaluation_id)
WHERE l.subject = 'funds'
ORDER BY l.value::DECIMAL(18,2) DESC, l.subject_id, l.span_start
LIMIT 20;
