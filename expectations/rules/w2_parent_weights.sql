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
    document_id,
    evaluation_id,
    max_points AS stated,
    weight AS expected,
    0.01 AS tolerance,
    CASE WHEN may_be_cut AND weight < max_points THEN NULL ELSE abs(max_points - weight) <= 0.01 END AS holds,
    format('{}权重{}分, 其下{}项合计{}分', name, plain(max_points), children, plain(weight)) AS message,
    list_prepend(operand('scores', score_id, 'points'), operands) AS subjects
FROM rule_parents
WHERE NOT is_head
