/*---
id: W3
severity: warning
title_zh: '指标名称中所注分值(如“产出指标(50分)”)等于其下各行分值之和'
title_en: The weight in a head's own name (产出指标(50分)) is the sum of the rows below it
tolerance: '0.01 分'
source: '自评表样式: 一级指标名称后括注分值'
example: '池州一表: 产出指标(50分), 其下 8+8+8+8+8+10=50, 相符'
limits: '资金栏与“绩效指标(90分)”一类总栏的括注不存入库, 不核对'
---*/
SELECT *, CASE WHEN may_be_cut AND weight < max_points THEN NULL ELSE abs(max_points - weight) <= 0.01 END AS holds
FROM rule_parents
WHERE is_head;

SELECT
    b.document_id,
    b.evaluation_id,
    b.score_id,
    b.max_points AS stated,
    b.weight AS expected,
    0.01 AS tolerance,
    format('{}名称中注{}分, 其下{}项合计{}分', b.name, plain(b.max_points), b.children, plain(b.weight)) AS message,
    list_prepend(
        operand('scores', min(b.score_id), 'points'), list(operand('scores', l.score_id, 'points') ORDER BY l.score_id)
    ) AS subjects
FROM rule_breaches b JOIN rule_lines l ON l.parent_id = b.score_id
GROUP BY ALL
