/*---
id: F2
severity: error
title_zh: '有来源金额的, 资金总额不为0'
title_en: 'A total is not 0 while one of its sources has money'
tolerance: '无'
source: '自评表样式: 年度资金总额为各来源之和'
example: '池州2022年一表: 总额“0 0 0”, 其下财政拨款 90 / 89.974 / 89.974, 执行率与得分因此为0'
limits: '总额一格空白的与未能读出的无从分辨, 跳过'
---*/
WITH columns_of_money AS (
    SELECT *, coalesce(fiscal_year, evaluated_year) AS year FROM rule_amounts WHERE unit_from <> 'sentence'
),
totals AS (
    SELECT evaluation_id, measure, year, max(amount_yuan) AS amount, min(fund_id) AS fund_id
    FROM columns_of_money WHERE source = 'total' GROUP BY ALL
),
parts AS (
    SELECT document_id, evaluation_id, measure, year, sum(amount_yuan) AS amount,
        list(operand('funds', fund_id, 'amount_yuan') ORDER BY fund_id) AS operands
    FROM columns_of_money WHERE source IN ('fiscal', 'carryover', 'own_or_other') AND amount_yuan > 0
    GROUP BY ALL
)
SELECT
    p.document_id,
    p.evaluation_id,
    t.amount AS stated,
    p.amount AS expected,
    0 AS tolerance,
    t.amount > 0 AS holds,
    format('资金总额写为{}元, 其来源合计{}元', plain(t.amount), plain(p.amount)) AS message,
    CASE WHEN t.fund_id IS NULL THEN p.operands ELSE list_prepend(operand('funds', t.fund_id, 'amount_yuan'), p.operands) END
        AS subjects
FROM parts p
LEFT JOIN totals t
    ON t.evaluation_id = p.evaluation_id AND t.measure = p.measure AND t.year IS NOT DISTINCT FROM p.year
