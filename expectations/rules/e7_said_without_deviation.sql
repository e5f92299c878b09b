/*---
id: E7
severity: warning
title_zh: '称执行与预算没有偏离的, 执行率不低于90%'
title_en: 'Where execution is said not to deviate from the budget, the execution rate is 90 % or more'
tolerance: '0'
source: '中央对地方转移支付自评表“执行准确性”一栏; 四川2023年表样: 执行率低于90%即为须说明的偏离'
example: '某转移支付自评表写“执行数与预算数没有大的偏离”, 预算808.1万元, 执行692.98万元, 执行率86%'
limits: '只看“执行…与预算…没有(大的)偏离、偏差、差异”的句式; 一份文件有几个评价的不知所指, 不核对'
---*/
WITH said AS (
    SELECT document_id, unnest([regexp_extract(
        text, '执行(?:数|情况|率)?与预算(?:数|安排)?[^。;；\n|]{0,6}(?:没有|无|不存在|未出现)(?:大的?|较大的?|明显的?)?(?:偏离|偏差|差异)'
    )]) AS words
    FROM main.texts WHERE regexp_matches(text, '与预算')
),
rated AS (
    SELECT e.document_id, e.evaluation_id, s.words,
        coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) AS rate,
        CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END AS rate_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.spent_id END AS spent_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.budget_id END AS budget_id
    FROM main.evaluations e JOIN said s ON s.document_id = e.document_id AND s.words <> ''
    LEFT JOIN rule_money m USING (evaluation_id)
    QUALIFY count(*) OVER (PARTITION BY e.document_id) = 1
)
SELECT *, rate >= 90 AS holds
FROM rated;

SELECT
    b.*,
    rate AS stated,
    90 AS expected,
    0 AS tolerance,
    format('执行率{}%, 而称“{}”', plain(round(rate, 2)), words) AS message,
    given([
        operand('evaluations', rate_id, 'stated_execution_rate'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan'),
        operand('texts', document_id, concat(instr(text, words) - 1, '-', instr(text, words) - 1 + length(words)))
    ]) AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
