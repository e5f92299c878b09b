/*---
id: F1
severity: error
title_zh: '资金总额等于各来源之和'
title_en: 'A total is the sum of its sources'
tolerance: '0.5 × 末位单位 × (来源数+1)'
source: '自评表样式: 年度资金总额, 其中: 财政拨款, 上年结转资金, 其他资金'
example: '某表总额200万元, 其中财政拨款150万元、其他资金40万元'
---*/
WITH columns_of_money AS (
    -- The levels of government divide the fiscal money; where both are given they would count twice.
    SELECT *,
        CASE WHEN has_fiscal THEN others ELSE coalesce(others, 0) + coalesce(levels, 0) END AS added,
        CASE WHEN has_fiscal THEN other_parts ELSE other_parts + level_parts END AS parts,
        CASE WHEN has_fiscal THEN other_step ELSE greatest(other_step, level_step) END AS step
    FROM rule_columns WHERE total_id IS NOT NULL
),
compared AS (
    SELECT document_id, evaluation_id, measure, year, has_fiscal, total_id, total, added, parts,
        (0.5 * coalesce(greatest(total_step, step), 0.01) * (parts + 1))::DECIMAL(24, 6) AS tolerance
    FROM columns_of_money WHERE parts > 0
),
short AS (
    SELECT *, total - added AS missing FROM compared WHERE added < total - tolerance
),
-- Two sources of the same kind with the same amount are one row in funds.
twice AS (
    SELECT DISTINCT s.total_id
    FROM short s JOIN rule_amounts a
        ON a.evaluation_id = s.evaluation_id AND a.measure = s.measure AND a.year IS NOT DISTINCT FROM s.year
    WHERE is_part(a.source, a.unit_from, s.has_fiscal) AND a.amount_yuan > 0 AND abs(s.missing - a.amount_yuan) <= s.tolerance
),
-- The model has no word for these sources, so that a part is not there to be added.
unnamed AS (
    SELECT document_id FROM main.texts
    WHERE document_id IN (SELECT document_id FROM short)
        AND regexp_matches(
            text, '财政专户|政府性基金|国有资本|地方资金|地方财政|教育收费|事业收入|非税收入|债券|社会保险基金|彩票公益金'
        )
)
SELECT c.*,
    CASE
        WHEN abs(c.total - c.added) <= c.tolerance THEN true
        -- A total of nothing over sources that have money is F2's.
        WHEN c.total = 0 THEN NULL
        WHEN c.added > c.total THEN false
        WHEN t.total_id IS NOT NULL OR u.document_id IS NOT NULL THEN NULL
        WHEN c.total IS NOT NULL THEN false
    END AS holds
FROM compared c
LEFT JOIN twice t USING (total_id)
LEFT JOIN unnamed u USING (document_id);

SELECT
    b.document_id,
    b.evaluation_id,
    b.total_id,
    b.total AS stated,
    b.added AS expected,
    b.tolerance,
    format('资金总额{}元, {}个来源合计{}元', plain(b.total), b.parts, plain(b.added)) AS message,
    list_prepend(
        operand('funds', min(b.total_id), 'amount_yuan'), list(operand('funds', a.fund_id, 'amount_yuan') ORDER BY a.fund_id)
    ) AS subjects
FROM rule_breaches b
JOIN rule_amounts a
    ON a.evaluation_id = b.evaluation_id AND a.measure = b.measure AND a.year IS NOT DISTINCT FROM b.year
WHERE is_part(a.source, a.unit_from, b.has_fiscal)
GROUP BY ALL
