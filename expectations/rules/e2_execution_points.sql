/*---
id: E2
severity: error
title_zh: '执行率得分等于分值×执行率(最高为分值); 取整后相符的为警告'
title_en: 'Points for execution are weight times rate, at most the weight; a warning where rounding to a whole number explains it'
tolerance: '0.05 分'
source: '自评表填报说明: 执行率得分=分值×执行率, 最高为分值'
example: '廊坊2019年一表: 37.24/43.2=86.2%, 得9分而非8.62分'
---*/
WITH operands AS (
    SELECT e.document_id, l.evaluation_id, l.score_id, l.points, l.max_points,
        coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) AS rate,
        CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END AS rate_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.spent_id END AS spent_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.budget_id END AS budget_id
    FROM rule_lines l
    JOIN rule_forms f ON f.execution_id = l.score_id AND f.execution_lines = 1
    JOIN main.evaluations e ON e.evaluation_id = l.evaluation_id
    LEFT JOIN rule_money m ON m.evaluation_id = l.evaluation_id
),
computed AS (
    SELECT *, (max_points * CASE WHEN rate > 100 THEN 100 ELSE rate END / 100)::DECIMAL(24, 6) AS due FROM operands
)
SELECT *, abs(points - due) <= 0.05 AS holds
FROM computed;

SELECT
    *,
    points AS stated,
    due AS expected,
    0.05 AS tolerance,
    CASE WHEN abs(points - round(due)) <= 0.001 THEN 'warning' ELSE 'error' END AS severity,
    format(
        '执行率{}%, 分值{}分, 应得{}分, 写为{}分{}', plain(round(rate, 4)), plain(max_points), plain(round(due, 4)), plain(points),
        CASE WHEN abs(points - round(due)) <= 0.001 THEN '(取整)' ELSE '' END
    ) AS message,
    given([
        operand('scores', score_id, 'points'),
        operand('evaluations', rate_id, 'stated_execution_rate'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
