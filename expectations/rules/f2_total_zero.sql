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
SELECT *, total_most > 0 AS holds
FROM rule_columns
WHERE sources > 0;

SELECT
    b.document_id,
    b.evaluation_id,
    b.total_id,
    b.total_most AS stated,
    b.sources AS expected,
    0 AS tolerance,
    format('资金总额写为{}元, 其来源合计{}元', plain(b.total_most), plain(b.sources)) AS message,
    list_prepend(
        operand('funds', min(b.total_id), 'amount_yuan'), list(operand('funds', a.fund_id, 'amount_yuan') ORDER BY a.fund_id)
    ) AS subjects
FROM rule_breaches b
JOIN rule_amounts a
    ON a.evaluation_id = b.evaluation_id AND a.measure = b.measure AND a.year IS NOT DISTINCT FROM b.year
WHERE a.unit_from <> 'sentence' AND a.source IN ('fiscal', 'carryover', 'own_or_other') AND a.amount_yuan > 0
GROUP BY ALL
