/*---
id: E6
severity: error
title_zh: '到位资金少于计划的, 到位率不得满分'
title_en: 'The arrival rate is not scored in full while less arrived than was planned'
tolerance: '0.5 × 末位单位 × 2'
source: '海南2011年表样: 到位率=实际到位资金/计划投资额'
example: '海南服务贸易一项目: 398.88/570=70%, 到位率3分得3分'
---*/
WITH arrived AS (
    SELECT e.document_id, l.evaluation_id, l.score_id, l.points, l.max_points, m.received, m.received_id,
        coalesce(m.planned, m.budget) AS plan, coalesce(m.planned_id, m.budget_id) AS plan_id,
        coalesce(greatest(m.received_step, coalesce(m.planned_step, m.budget_step)), 0.01)::DECIMAL(24, 6) AS tolerance
    FROM rule_lines l JOIN main.evaluations e USING (evaluation_id) LEFT JOIN rule_money m USING (evaluation_id)
    WHERE l.is_leaf AND contains(l.name, '到位率') AND l.max_points > 0
)
SELECT *, points < max_points OR received >= plan - tolerance AS holds
FROM arrived;

SELECT
    *,
    points AS stated,
    round(max_points::DOUBLE * received::DOUBLE / nullif(plan, 0)::DOUBLE, 4) AS expected,
    format('到位{}元, 计划{}元, 到位率{}分仍得{}分', plain(received), plain(plan), plain(max_points), plain(points)) AS message,
    given([
        operand('scores', score_id, 'points'), operand('funds', received_id, 'amount_yuan'),
        operand('funds', plan_id, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
