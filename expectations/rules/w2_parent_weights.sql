/*---
id: W2
severity: error
title_zh: '上级指标权重等于下级权重之和'
title_en: The weight of a parent is the sum of the weights of its children
tolerance: '0.01 分'
source: '财预〔2013〕53号共性指标体系框架: 指标逐级分解'
example: '某表产出指标50分, 其下 10+15+15=40'
---*/
SELECT *, CASE WHEN may_be_cut AND weight < max_points THEN NULL ELSE abs(max_points - weight) <= 0.01 END AS holds
FROM rule_parents
WHERE NOT is_head;

SELECT
    b.document_id,
    b.evaluation_id,
    b.score_id,
    b.max_points AS stated,
    b.weight AS expected,
    0.01 AS tolerance,
    format('{}权重{}分, 其下{}项合计{}分', b.name, plain(b.max_points), b.children, plain(b.weight)) AS message,
    list_prepend(
        operand('scores', min(b.score_id), 'points'), list(operand('scores', l.score_id, 'points') ORDER BY l.score_id)
    ) AS subjects
FROM rule_breaches b JOIN rule_lines l ON l.parent_id = b.score_id
GROUP BY ALL
