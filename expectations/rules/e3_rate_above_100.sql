/*---
id: E3
severity: warning
title_zh: '执行率不超过100%'
title_en: 'The execution rate is no more than 100 %'
tolerance: '0'
source: '执行数不应超过全年预算数; 超过的或未计入追加预算, 或填列有误'
example: '某表预算200万元, 执行212万元, 执行率106%'
---*/
SELECT
    e.document_id,
    e.evaluation_id,
    coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) AS stated,
    100 AS expected,
    0 AS tolerance,
    coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) <= 100 AS holds,
    format('执行率{}%', plain(round(coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)), 2))) AS message,
    given([
        operand('evaluations', CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END, 'stated_execution_rate'),
        operand('funds', CASE WHEN e.stated_execution_rate IS NULL THEN m.spent_id END, 'amount_yuan'),
        operand('funds', CASE WHEN e.stated_execution_rate IS NULL THEN m.budget_id END, 'amount_yuan')
    ]) AS subjects
FROM main.evaluations e LEFT JOIN rule_money m USING (evaluation_id)
WHERE e.stated_execution_rate IS NOT NULL OR m.spent IS NOT NULL
