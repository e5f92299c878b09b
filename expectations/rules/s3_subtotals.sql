/*---
id: S3
severity: error
title_zh: '小计得分等于其下末级指标得分之和'
title_en: 'A subtotal is the sum of the points of its leaves'
tolerance: '0.05 分; 超过10项时 0.005 分 × 项数'
source: '自评表样式: 各级指标得分逐级汇总'
example: '某表产出指标得 46 分, 其下各项合计 45.5'
---*/
WITH subtotals AS (
    SELECT evaluation_id, score_id, name, points FROM rule_lines WHERE NOT is_leaf AND level <= 2
),
leaves AS (
    SELECT parent_id AS score_id, points FROM rule_lines WHERE is_leaf AND parent_id IS NOT NULL
    UNION ALL
    SELECT first_id, points FROM rule_lines WHERE is_leaf AND first_id IS NOT NULL AND first_id IS DISTINCT FROM parent_id
),
added AS (
    SELECT score_id, count(*) AS leaves, CASE WHEN count(*) = count(points) THEN sum(points) END AS due
    FROM leaves GROUP BY score_id
)
SELECT s.*, a.leaves, a.due, score_tolerance(a.leaves) AS tolerance,
    abs(s.points - a.due) <= score_tolerance(a.leaves) AS holds
FROM subtotals s LEFT JOIN added a USING (score_id);

SELECT
    e.document_id,
    b.evaluation_id,
    b.score_id,
    b.points AS stated,
    b.due AS expected,
    b.tolerance,
    format('{}得{}分, 其下{}项合计{}分', b.name, plain(b.points), b.leaves, plain(b.due)) AS message,
    list_prepend(
        operand('scores', min(b.score_id), 'points'), list(operand('scores', l.score_id, 'points') ORDER BY l.score_id)
    ) AS subjects
FROM rule_breaches b
JOIN main.evaluations e USING (evaluation_id)
JOIN rule_lines l ON l.evaluation_id = b.evaluation_id AND l.is_leaf AND b.score_id IN (l.parent_id, l.first_id)
GROUP BY ALL
