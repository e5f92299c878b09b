/*---
id: E8
severity: warning
title_zh: '执行率低于80%的, 存在问题不写“无”'
title_en: 'Below an execution rate of 80 % a report names some problem'
tolerance: '0'
source: '执行率低即预算编制或执行有问题; 80%为各省自评通知中“执行率偏低”的常用界线'
example: '耒阳一中学2022年: 安排239万元, 支出87.06万元(36.43%), “存在的问题暂无”'
---*/
SELECT e.document_id, e.evaluation_id, e.problems,
    coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) AS rate,
    CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END AS rate_id,
    CASE WHEN e.stated_execution_rate IS NULL THEN m.spent_id END AS spent_id,
    CASE WHEN e.stated_execution_rate IS NULL THEN m.budget_id END AS budget_id,
    rate >= 80 OR NOT says_none(e.problems) AS holds
FROM main.evaluations e LEFT JOIN rule_money m USING (evaluation_id)
WHERE e.problems IS NOT NULL;

SELECT
    *,
    rate AS stated,
    80 AS expected,
    0 AS tolerance,
    format('执行率{}%, 存在问题写为“{}”', plain(round(rate, 2)), trim(problems)) AS message,
    given([
        operand('evaluations', rate_id, 'stated_execution_rate'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan'),
        operand('evaluations', evaluation_id, 'problems')
    ]) AS subjects
FROM rule_breaches
