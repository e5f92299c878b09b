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
    SELECT document_id, evaluation_id, score_id, name, points FROM rule_lines WHERE NOT is_leaf AND level <= 2
),
added AS (
    SELECT above.score_id, count(*) AS leaves,
        CASE WHEN count(*) = count(leaf.points) THEN sum(leaf.points) END AS due
    FROM rule_lines leaf
    CROSS JOIN LATERAL (
        SELECT unnest(list_distinct([leaf.parent_id, leaf.first_id])) AS score_id
    ) above
    WHERE leaf.is_leaf AND above.score_id IS NOT NULL
    GROUP BY above.score_id
)
SELECT s.*, a.leaves, a.due, score_tolerance(a.leaves) AS tolerance,
    abs(s.points - a.due) <= score_tolerance(a.leaves) AS holds
FROM subtotals s LEFT JOIN added a USING (score_id);

SELECT
    b.document_id,
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
JOIN rule_lines l ON l.evaluation_id = b.evaluation_id AND l.is_leaf AND b.score_id IN (l.parent_id, l.first_id)
GROUP BY ALL
