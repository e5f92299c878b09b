/*---
id: E4
severity: error
title_zh: '预算为0时执行数应为0, 且不应有执行率; 有支出又写有执行率的为警告'
title_en: 'Where the budget is 0, spending is 0 and no execution rate is stated; a warning where both are, for then the budget may stand in another column'
tolerance: '0'
source: '除数为0的执行率没有意义, 既非0也非100'
example: '某表预算0, 执行0, 执行率写为100%'
---*/
SELECT m.document_id, m.evaluation_id, m.spent, m.spent_id, m.budget_id, e.stated_execution_rate,
    CASE
        WHEN m.spent <> 0 OR e.stated_execution_rate IS NOT NULL THEN false
        WHEN m.spent = 0 THEN true
    END AS holds
FROM rule_money m JOIN main.evaluations e USING (evaluation_id)
WHERE m.budget = 0;

SELECT
    *,
    CASE WHEN spent <> 0 THEN spent ELSE stated_execution_rate END AS stated,
    CASE WHEN spent <> 0 THEN 0 END AS expected,
    0 AS tolerance,
    CASE WHEN spent > 0 AND stated_execution_rate > 0 THEN 'warning' ELSE 'error' END AS severity,
    concat(
        '预算为0',
        CASE WHEN spent <> 0 THEN format(', 执行数{}元', plain(spent)) ELSE '' END,
        CASE WHEN stated_execution_rate IS NOT NULL THEN format(', 执行率写为{}%', plain(stated_execution_rate)) ELSE '' END
    ) AS message,
    given([
        operand('funds', budget_id, 'amount_yuan'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('evaluations', CASE WHEN stated_execution_rate IS NOT NULL THEN evaluation_id END, 'stated_execution_rate')
    ]) AS subjects
FROM rule_breaches
