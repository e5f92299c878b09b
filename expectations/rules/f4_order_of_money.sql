/*---
id: F4
severity: warning
title_zh: '执行数不大于到位资金, 到位资金不大于全年预算数(均可加上年结转)'
title_en: 'Spent is no more than received, received no more than the adjusted budget (with what was carried over)'
tolerance: '0.5 × 末位单位 × 2'
source: '资金流转的先后: 预算下达、到位、执行'
example: '某报告到位792.22万元, 支出799.12万元, 未写明上年结转'
---*/
WITH carried AS (
    SELECT evaluation_id, max(amount_yuan) AS carried FROM rule_amounts
    WHERE source = 'carryover' AND measure <> 'balance' GROUP BY ALL
),
operands AS (
    SELECT m.*, coalesce(c.carried, 0) AS carried FROM rule_money m LEFT JOIN carried c USING (evaluation_id)
),
steps AS (
    SELECT document_id, evaluation_id, '执行数' AS what, spent AS more, spent_id AS more_id, '到位资金' AS than,
        received AS less, received_id AS less_id, carried,
        coalesce(greatest(spent_step, received_step), 0.01)::DECIMAL(24, 6) AS tolerance
    FROM operands WHERE spent_id IS NOT NULL AND received_id IS NOT NULL
    UNION ALL
    SELECT document_id, evaluation_id, '到位资金', received, received_id, '全年预算数', budget, budget_id, carried,
        coalesce(greatest(received_step, budget_step), 0.01)::DECIMAL(24, 6)
    FROM operands WHERE received_id IS NOT NULL AND budget_measure = 'budget_adjusted'
)
SELECT *, more <= less + carried + tolerance AS holds
FROM steps;

SELECT
    *,
    more AS stated,
    less + carried AS expected,
    format('{}{}元大于{}{}元{}', what, plain(more), than, plain(less),
        CASE WHEN carried > 0 THEN format('与上年结转{}元之和', plain(carried)) ELSE '' END) AS message,
    [operand('funds', more_id, 'amount_yuan'), operand('funds', less_id, 'amount_yuan')] AS subjects
FROM rule_breaches
