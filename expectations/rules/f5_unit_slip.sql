/*---
id: F5
severity: error
title_zh: '同一金额在正文与表格中不应相差一万倍(元与万元混用)'
title_en: 'One amount is not told ten thousand times apart in prose and table (元 and 万元 confused)'
tolerance: '1%'
source: '金额单位误用: 同一口径、来源与年度的两个金额之比约为10000'
example: '某报告写预算200万元, 其自评表在“单位:万元”下填2000000'
---*/
WITH stated AS (
    SELECT a.fund_id, a.measure, a.source, a.amount_yuan, a.evaluation_id, a.document_id,
        coalesce(a.fiscal_year, a.evaluated_year) AS year, e.project_id,
        coalesce(d.parent_document_id, d.document_id) AS bundle
    FROM rule_amounts a
    JOIN main.evaluations e ON e.evaluation_id = a.evaluation_id
    JOIN main.documents d ON d.document_id = a.document_id
    WHERE a.amount_yuan > 0
)
SELECT b.document_id, b.evaluation_id, b.amount_yuan AS stated, a.amount_yuan AS expected,
    a.fund_id AS one_id, b.fund_id AS other_id,
    NOT (b.amount_yuan::DOUBLE / a.amount_yuan::DOUBLE BETWEEN 9900 AND 10100) AS holds
FROM stated a
JOIN stated b ON b.bundle = a.bundle AND b.project_id = a.project_id AND b.measure = a.measure AND b.source = a.source
    AND b.year IS NOT DISTINCT FROM a.year AND b.amount_yuan > a.amount_yuan;

SELECT
    *,
    (expected * 0.01)::DECIMAL(24, 6) AS tolerance,
    format('同一金额写为{}元和{}元, 相差约一万倍', plain(expected), plain(stated)) AS message,
    [operand('funds', one_id, 'amount_yuan'), operand('funds', other_id, 'amount_yuan')] AS subjects
FROM rule_breaches
