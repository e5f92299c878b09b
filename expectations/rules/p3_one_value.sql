/*---
id: P3
severity: warning
title_zh: '同一数量在同一文件中只有一个值'
title_en: 'The same quantity has one value in a document'
tolerance: '0'
source: '同名同单位而数值相差不超过5%的陈述'
example: '某报告“6+1”类依申请政务服务事项先写1258项, 后写1257项'
---*/
WITH counted AS (
    SELECT *, regexp_replace(name, '[\s“”"《》()()]', '', 'g') AS quantity
    FROM main.claims
    -- Rates and scores of the same name are told of many occasions; counts of a long name of one.
    -- A goal and what became of it are two quantities.
    WHERE NOT is_target AND comparator = '=' AND value > 0 AND coalesce(unit, '') NOT IN ('', '%', '％', '‰', '个百分点', '分')
        AND length(name) >= 6
),
told_again AS (
    SELECT document_id, quantity, unit FROM counted WHERE length(quantity) >= 6 GROUP BY ALL HAVING count(*) > 1
),
dated AS (
    SELECT c.*,
        -- A count of another year is another quantity.
        (SELECT min(regexp_extract(v.quote, '((?:19|20)\d{2})年', 1)) FROM main.evidence v
         WHERE v.subject = 'claims' AND v.subject_id = c.claim_id) AS year
    FROM counted c SEMI JOIN told_again USING (document_id, quantity, unit)
),
pairs AS (
    SELECT *,
        lag(value) OVER quantities AS other_value,
        lag(claim_id) OVER quantities AS other_id,
        lag(ordinal) OVER quantities AS other_ordinal
    FROM dated
    WINDOW quantities AS (
        PARTITION BY document_id, evaluation_id, quantity, unit, is_target, coalesce(year, '')
        ORDER BY value, ordinal, claim_id
    )
)
SELECT document_id, evaluation_id, name, unit, claim_id, other_id,
    CASE WHEN ordinal > other_ordinal THEN value ELSE other_value END AS stated,
    CASE WHEN ordinal > other_ordinal THEN other_value ELSE value END AS expected,
    value = other_value AS holds
FROM pairs
WHERE other_id IS NOT NULL AND value - other_value <= 0.05 * value;

SELECT
    *,
    0 AS tolerance,
    format('{}先后写为{}{}和{}{}', name, plain(expected), unit, plain(stated), unit) AS message,
    [operand('claims', least(claim_id, other_id), 'value'), operand('claims', greatest(claim_id, other_id), 'value')]
        AS subjects
FROM rule_breaches
