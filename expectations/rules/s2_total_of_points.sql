/*---
id: S2
severity: error
title_zh: '总分等于各末级指标得分与执行率得分之和'
title_en: 'The total is the sum of all leaf points and the points for execution'
tolerance: '0.05 分; 超过10项时 0.005 分 × 项数'
source: '自评表样式: 总分一栏为各项得分合计, 含执行率得分'
example: '某表各项得分合计 96.4, 总分写为 98'
---*/
SELECT document_id, evaluation_id, total_id, total_points, leaves, leaf_points, score_tolerance(leaves) AS tolerance,
    -- Lines whose weights fall short of the full mark are not all of the form's lines: an addend is missing.
    CASE WHEN leaf_weight < full_mark - 0.01 THEN NULL
        ELSE abs(total_points - leaf_points) <= score_tolerance(leaves) END AS holds
FROM rule_forms
WHERE leaves >= 2;

SELECT
    b.document_id,
    b.evaluation_id,
    b.total_id,
    b.total_points AS stated,
    b.leaf_points AS expected,
    b.tolerance,
    format('总分{}分, {}项得分合计{}分', plain(b.total_points), b.leaves, plain(b.leaf_points)) AS message,
    list_prepend(
        operand('scores', min(b.total_id), 'points'), list(operand('scores', l.score_id, 'points') ORDER BY l.score_id)
    ) AS subjects
FROM rule_breaches b JOIN rule_lines l ON l.evaluation_id = b.evaluation_id AND l.is_leaf
GROUP BY ALL
