/*---
id: P1
severity: warning
title_zh: '文中比率等于其分子除以分母; 取整才成100%的为提示'
title_en: 'A share in prose is its part divided by its whole; an info where only rounding makes it a flat 100 %'
tolerance: '所写比率末位的半个单位(百分点)'
source: '文中的件数与比率互相印证'
example: '某报告受理108件, 办结104件, 办结率96.42%(应为96.30%)'
limits: '占比与其总数不在一句的, 只在之前有同单位总数、所得比率与所写相差不到0.5个百分点时核对'
---*/
WITH in_sentence AS (
    SELECT * FROM main.claims
    WHERE unit IN ('%', '％', '‰', '百分之', '千分之') AND comparator = '='
        AND (numerator IS NOT NULL OR denominator IS NOT NULL)
),
-- 实现网上办理事项1190项,占比94.67%: the whole, 1258项, may stand sentences before. What comes near it was meant.
apart AS (
    SELECT r.* REPLACE (p.value AS numerator, max_by(w.value, w.ordinal) AS denominator)
    FROM main.claims r
    JOIN main.claims p ON p.document_id = r.document_id AND p.ordinal = r.ordinal - 1 AND r.name = concat(p.name, '占比')
    JOIN main.claims w ON w.document_id = r.document_id AND w.ordinal < p.ordinal AND w.unit = p.unit
        AND w.evaluation_id IS NOT DISTINCT FROM r.evaluation_id AND w.value >= p.value AND w.comparator = '='
    WHERE r.unit = '%' AND r.comparator = '=' AND p.comparator = '=' AND r.numerator IS NULL AND r.denominator IS NULL
        AND ends_with(r.name, '占比') AND abs(100 * p.value::DOUBLE / w.value::DOUBLE - r.value::DOUBLE) < 0.5
    GROUP BY ALL
),
shares AS (
    SELECT c.*, CASE WHEN c.unit IN ('‰', '千分之') THEN 1000 ELSE 100 END AS whole,
        min(decimals_written(v.quote, c.value)) AS decimals
    FROM (FROM in_sentence UNION ALL FROM apart) c
    LEFT JOIN main.evidence v ON v.subject = 'claims' AND v.subject_id = c.claim_id AND v.field = 'value'
    GROUP BY ALL
),
computed AS (
    SELECT *, whole * numerator::DOUBLE / nullif(denominator, 0)::DOUBLE AS due FROM shares
)
SELECT *, abs(value::DOUBLE - due) <= half_of_last(decimals)::DOUBLE + 0.000001 AS is_rounded,
    is_rounded AND (value <> whole OR numerator = denominator) AS holds
FROM computed;

SELECT
    *,
    value AS stated,
    due AS expected,
    half_of_last(decimals) AS tolerance,
    CASE WHEN is_rounded THEN 'info' ELSE 'warning' END AS severity,
    format(
        '{}写为{}{}, {}÷{}={}{}', name, plain(value), unit, plain(numerator), plain(denominator), plain(round(due, 4)), unit
    ) AS message,
    [operand('claims', claim_id, 'value')] AS subjects
FROM rule_breaches
