/*---
id: W2
severity: error
title_zh: '上级指标权重等于下级权重之和'
title_en: The weight of a parent is the sum of the weights of its children
tolerance: '0.01 分'
source: '财预〔2013〕53号共性指标体系框架: 指标逐级分解'
example: '某表产出指标50分, 其下 10+15+15=40'
---*/
SELECT
    p.document_id,
    p.evaluation_id,
    p.max_points AS stated,
    c.weight AS expected,
    0.01 AS tolerance,
    abs(p.max_points - c.weight) <= 0.01 AS holds,
    format('{}权重{}分, 其下{}项合计{}分', p.name, plain(p.max_points), c.children, plain(c.weight)) AS message,
    list_prepend(operand('scores', p.score_id, 'points'), c.operands) AS subjects
FROM rule_lines p
LEFT JOIN (
    SELECT parent_id, count(*) AS children,
        CASE WHEN count(*) = count(max_points) THEN sum(max_points) END AS weight,
        list(operand('scores', score_id, 'points') ORDER BY score_id) AS operands
    FROM rule_lines WHERE parent_id IS NOT NULL GROUP BY parent_id
) c ON c.parent_id = p.score_id
WHERE NOT p.is_leaf AND p.level <= 2
