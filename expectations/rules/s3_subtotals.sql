/*---
id: S3
severity: error
title_zh: '小计得分等于其下末级指标得分之和'
title_en: 'A subtotal is the sum of the points of its leaves'
tolerance: '0.05 分; 超过10项时 0.005 分 × 项数'
source: '自评表样式: 各级指标得分逐级汇总'
example: '某表产出指标得 46 分, 其下各项合计 45.5'
---*/
SELECT
    p.document_id,
    p.evaluation_id,
    p.points AS stated,
    c.points AS expected,
    score_tolerance(c.leaves) AS tolerance,
    abs(p.points - c.points) <= score_tolerance(c.leaves) AS holds,
    format('{}得{}分, 其下{}项合计{}分', p.name, plain(p.points), c.leaves, plain(c.points)) AS message,
    list_prepend(operand('scores', p.score_id, 'points'), c.operands) AS subjects
FROM rule_lines p
LEFT JOIN (
    SELECT above.score_id, count(*) AS leaves,
        CASE WHEN count(*) = count(leaf.points) THEN sum(leaf.points) END AS points,
        list(operand('scores', leaf.score_id, 'points') ORDER BY leaf.score_id) AS operands
    FROM rule_lines leaf
    CROSS JOIN LATERAL (
        SELECT unnest(list_distinct([leaf.parent_id, leaf.first_id])) AS score_id
    ) above
    WHERE leaf.is_leaf AND above.score_id IS NOT NULL
    GROUP BY above.score_id
) c ON c.score_id = p.score_id
WHERE NOT p.is_leaf AND p.level <= 2
