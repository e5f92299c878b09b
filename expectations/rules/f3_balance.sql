/*---
id: F3
severity: error
title_zh: '结余等于预算减执行数'
title_en: 'The balance is the budget less spending'
tolerance: '0.5 × 末位单位 × 3'
source: '自评表样式: 预算数、执行数与结余相互勾稽'
example: '某报告预算80万元, 支出75万元, 结余写为15万元'
---*/
WITH operands AS (
    SELECT *, budget - spent AS due,
        (0.5 * 3 * coalesce(greatest(budget_step, spent_step, balance_step), 0.01))::DECIMAL(24, 6) AS tolerance
    FROM rule_money WHERE balance_id IS NOT NULL
)
SELECT *, abs(balance - due) <= tolerance AS holds
FROM operands;

SELECT
    *,
    balance AS stated,
    due AS expected,
    format('结余{}元, 预算{}元减执行数{}元应为{}元', plain(balance), plain(budget), plain(spent), plain(due)) AS message,
    given([
        operand('funds', balance_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan'),
        operand('funds', spent_id, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
