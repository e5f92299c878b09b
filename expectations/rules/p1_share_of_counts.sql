/*---
id: P1
severity: warning
title_zh: '文中比率等于其分子除以分母'
title_en: 'A share in prose is its part divided by its whole'
tolerance: '所写比率末位的半个单位(百分点)'
source: '同一句中的件数与比率互相印证'
example: '某报告受理108件, 办结104件, 办结率96.42%(应为96.30%)'
---*/
WITH shares AS (
    SELECT c.*, CASE WHEN c.unit IN ('‰', '千分之') THEN 1000 ELSE 100 END AS whole,
        min(decimals_written(v.quote, c.value)) AS decimals
    FROM main.claims c
    LEFT JOIN main.evidence v ON v.subject = 'claims' AND v.subject_id = c.claim_id AND v.field = 'value'
    WHERE c.unit IN ('%', '％', '‰', '百分之', '千分之') AND c.comparator = '='
        AND (c.numerator IS NOT NULL OR c.denominator IS NOT NULL)
    GROUP BY ALL
)
SELECT
    document_id,
    evaluation_id,
    value AS stated,
    whole * numerator::DOUBLE / nullif(denominator, 0)::DOUBLE AS expected,
    half_of_last(decimals) AS tolerance,
    abs(value::DOUBLE - whole * numerator::DOUBLE / nullif(denominator, 0)::DOUBLE)
        <= half_of_last(decimals)::DOUBLE + 0.000001 AS holds,
    format(
        '{}写为{}{}, {}÷{}={}{}', name, plain(value), unit, plain(numerator), plain(denominator),
        plain(round(whole * numerator::DOUBLE / nullif(denominator, 0)::DOUBLE, 4)), unit
    ) AS message,
    [operand('claims', claim_id, 'value')] AS subjects
FROM shares
