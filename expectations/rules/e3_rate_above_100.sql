/*---
id: E3
severity: warning
title_zh: '执行率不超过100%'
title_en: 'The execution rate is no more than 100 %'
tolerance: '0'
source: '执行数不应超过全年预算数; 超过的或未计入追加预算, 或填列有误'
example: '某表预算200万元, 执行212万元, 执行率106%'
---*/
SELECT e.document_id, e.evaluation_id, m.spent_id, m.budget_id, e.stated_execution_rate,
    coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) AS rate,
    rate <= 100 AS holds
FROM main.evaluations e LEFT JOIN rule_money m USING (evaluation_id)
WHERE e.stated_execution_rate IS NOT NULL OR m.spent IS NOT NULL;

SELECT
    *,
    rate AS stated,
    100 AS expected,
    0 AS tolerance,
    format('执行率{}%', plain(round(rate, 2))) AS message,
    given([
        operand('evaluations', CASE WHEN stated_execution_rate IS NOT NULL THEN evaluation_id END, 'stated_execution_rate'),
        operand('funds', CASE WHEN stated_execution_rate IS NULL THEN spent_id END, 'amount_yuan'),
        operand('funds', CASE WHEN stated_execution_rate IS NULL THEN budget_id END, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
