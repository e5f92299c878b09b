/*---
id: S6
severity: warning
title_zh: '扣分的指标写明原因'
title_en: 'A line that lost points gives its reason'
tolerance: '0.001 分'
source: '自评表样式: 偏差原因分析及改进措施一栏'
example: '某表更换路灯12分, 得11.49分, 偏差原因为空'
limits: '表中没有原因一栏的(如海南2011年表样)跳过; 执行率一行见E5'
---*/
WITH scored AS (
    SELECT evaluation_id, score_id, name, points, max_points, reason,
        -- Only a line that lost points and says nothing asks whether its form has a column for the reason.
        CASE WHEN points < max_points - 0.001 AND trim(coalesce(reason, ''), ' 。.—-/无') = '' THEN evaluation_id END AS silent_in
    FROM rule_lines
    WHERE is_leaf AND NOT is_execution AND max_points > 0 AND points IS NOT NULL
),
forms AS (
    SELECT e.document_id, e.evaluation_id, bool_or(s.reason IS NOT NULL) AS has_reasons
    FROM scored s JOIN main.evaluations e USING (evaluation_id)
    WHERE s.evaluation_id IN (SELECT silent_in FROM scored)
    GROUP BY ALL
),
asked AS (
    -- A long text is looked through once, not once for every line that lost points.
    SELECT document_id,
        regexp_matches(text, '改进措施')
            OR regexp_matches(text, '偏差[^。\n\t|]{0,10}原因|未完成[^。\n\t|]{0,6}原因|扣分原因')
            AS asks
    FROM main.texts
    WHERE document_id IN (SELECT document_id FROM forms WHERE NOT has_reasons)
)
SELECT s.*, f.document_id,
    CASE
        WHEN s.silent_in IS NULL THEN true
        WHEN f.has_reasons OR a.asks THEN false
    END AS holds
FROM scored s
LEFT JOIN forms f ON f.evaluation_id = s.silent_in
LEFT JOIN asked a ON a.document_id = f.document_id;

SELECT
    *,
    points AS stated,
    max_points AS expected,
    0.001 AS tolerance,
    format('{}分值{}分, 得{}分, 未写原因', name, plain(max_points), plain(points)) AS message,
    [operand('scores', score_id, 'points')] AS subjects
FROM rule_breaches
