/*---
id: E1
severity: error
title_zh: '执行率等于执行数除以全年预算数(无全年预算数时用年初预算数); 取整后相符的为警告'
title_en: 'The execution rate is spending divided by the adjusted budget (the initial one where there is no other); a warning where rounding to a whole number explains it'
tolerance: '所写执行率末位的半个单位(百分点)'
source: '自评表表头: 执行率(B/A), A为全年预算数, B为全年执行数'
example: '某表预算200万元, 执行150万元, 执行率写为85%'
---*/
SELECT r.document_id, r.evaluation_id, r.rate, r.decimals, m.spent, m.spent_id, m.budget, m.budget_id, m.budget_measure,
    100 * m.spent / nullif(m.budget, 0) AS due,
    abs(r.rate - 100 * m.spent / nullif(m.budget, 0)) <= half_of_last(r.decimals) + 0.000001 AS holds
FROM rule_rates r LEFT JOIN rule_money m USING (evaluation_id);

SELECT
    *,
    rate AS stated,
    due AS expected,
    half_of_last(decimals) AS tolerance,
    CASE WHEN abs(rate - round(due)) <= 0.000001 THEN 'warning' ELSE 'error' END AS severity,
    format(
        '执行率写为{}%, 执行数{}元÷{}{}元={}%{}',
        plain(rate), plain(spent), CASE budget_measure WHEN 'budget_adjusted' THEN '全年预算数' ELSE '年初预算数' END,
        plain(budget), plain(round(due, 4)), CASE WHEN abs(rate - round(due)) <= 0.000001 THEN '(取整)' ELSE '' END
    ) AS message,
    given([
        operand('evaluations', evaluation_id, 'stated_execution_rate'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
