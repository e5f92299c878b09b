/*---
id: S10
severity: warning
title_zh: '一张表中同名、同目标的指标只有一个完成值'
title_en: 'Lines of one form with one name and one target have one actual value'
tolerance: '0'
source: '一个指标在一个年度只有一个完成值'
example: '某校2023年一表: “资助困难教师及学生”目标52, 一行完成10, 另一行完成100'
limits: '只比较目标与完成值都是数、单位相同的末级指标; 满意度与数量同名的也会列出'
---*/
WITH again AS MATERIALIZED (
    SELECT evaluation_id, score_id, ordinal, coalesce(indicator_3, indicator_2) AS name, target_value, actual,
        coalesce(target_unit, '') AS unit, coalesce(target_operator, '') AS operator
    FROM main.scores
    WHERE is_leaf AND target_value > 0 AND actual IS NOT NULL AND length(coalesce(indicator_3, indicator_2)) >= 4
    QUALIFY count(*) OVER (PARTITION BY evaluation_id, coalesce(indicator_3, indicator_2), target_value) > 1
),
lines AS (
    SELECT a.*, e.document_id,
        regexp_extract(half_width(a.actual), '^[≥≤><=＝﹥﹤\s]*(\d+(?:\.\d+)?)\s*([^\d]*)$', ['number', 'unit']) AS done
    FROM again a JOIN main.evaluations e USING (evaluation_id)
),
numbered AS (
    SELECT * EXCLUDE (done, actual), number_of(done.number) AS value, trim(done.unit) AS done_unit
    FROM lines WHERE done.number <> ''
),
pairs AS (
    SELECT *, lag(score_id) OVER same AS other_id, lag(value) OVER same AS other
    FROM numbered
    WINDOW same AS (PARTITION BY evaluation_id, name, target_value, unit, operator, done_unit ORDER BY ordinal, score_id)
)
SELECT document_id, evaluation_id, score_id, other_id, name, target_value, value, other, value = other AS holds
FROM pairs WHERE other_id IS NOT NULL;

SELECT
    *,
    value AS stated,
    other AS expected,
    0 AS tolerance,
    format('{}目标均为{}, 完成值先后写为{}和{}', name, plain(target_value), plain(other), plain(value)) AS message,
    [operand('scores', other_id, 'points'), operand('scores', score_id, 'points')] AS subjects
FROM rule_breaches
