/*---
id: F5
severity: error
title_zh: '同一金额在正文与表格中不应相差一万倍(元与万元混用)'
title_en: 'One amount is not told ten thousand times apart in prose and table (元 and 万元 confused)'
tolerance: '1%'
source: '金额单位误用: 同一口径、来源与年度的两个金额之比约为10000'
example: '某报告写预算200万元, 其自评表在“单位:万元”下填2000000'
---*/
WITH told AS (
    -- The evaluations of a project in a document and its attachments, under the first of them.
    SELECT e.evaluation_id,
        min(e.evaluation_id) OVER (PARTITION BY coalesce(d.parent_document_id, d.document_id), e.project_id) AS together
    FROM main.evaluations e JOIN main.documents d USING (document_id)
    WHERE e.project_id IS NOT NULL
),
-- Most amounts are told once or always alike.
unlike AS (
    SELECT t.together, a.measure, a.source, a.year
    FROM rule_amounts a JOIN told t USING (evaluation_id)
    WHERE a.amount_yuan > 0
    GROUP BY ALL HAVING min(a.amount_yuan) < max(a.amount_yuan)
),
stated AS (
    SELECT a.*, u.together
    FROM rule_amounts a
    JOIN told t USING (evaluation_id)
    JOIN unlike u ON u.together = t.together AND u.measure = a.measure AND u.source = a.source
        AND u.year IS NOT DISTINCT FROM a.year
    WHERE a.amount_yuan > 0
)
SELECT b.document_id, b.evaluation_id, b.amount_yuan AS stated, a.amount_yuan AS expected,
    a.fund_id AS one_id, b.fund_id AS other_id,
    NOT (b.amount_yuan::DOUBLE / a.amount_yuan::DOUBLE BETWEEN 9900 AND 10100) AS holds
FROM stated a
JOIN stated b ON b.together = a.together AND b.measure = a.measure AND b.source = a.source
    AND b.year IS NOT DISTINCT FROM a.year AND b.amount_yuan > a.amount_yuan;

SELECT
    *,
    (expected * 0.01)::DECIMAL(24, 6) AS tolerance,
    format('同一金额写为{}元和{}元, 相差约一万倍', plain(expected), plain(stated)) AS message,
    [operand('funds', one_id, 'amount_yuan'), operand('funds', other_id, 'amount_yuan')] AS subjects
FROM rule_breaches
