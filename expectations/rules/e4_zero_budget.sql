/*---
id: E4
severity: error
title_zh: '预算为0时执行数应为0, 且不应有执行率'
title_en: 'Where the budget is 0, spending is 0 and no execution rate is stated'
tolerance: '0'
source: '除数为0的执行率没有意义, 既非0也非100'
example: '某表预算0, 执行0, 执行率写为100%'
---*/
SELECT
    m.document_id,
    m.evaluation_id,
    CASE WHEN m.spent <> 0 THEN m.spent ELSE e.stated_execution_rate END AS stated,
    CASE WHEN m.spent <> 0 THEN 0 END AS expected,
    0 AS tolerance,
    CASE
        WHEN m.spent <> 0 OR e.stated_execution_rate IS NOT NULL THEN false
        WHEN m.spent = 0 THEN true
    END AS holds,
    concat(
        '预算为0',
        CASE WHEN m.spent <> 0 THEN format(', 执行数{}元', plain(m.spent)) ELSE '' END,
        CASE WHEN e.stated_execution_rate IS NOT NULL
            THEN format(', 执行率写为{}%', plain(e.stated_execution_rate)) ELSE '' END
    ) AS message,
    given([
        operand('funds', m.budget_id, 'amount_yuan'),
        operand('funds', m.spent_id, 'amount_yuan'),
        operand('evaluations', CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END,
            'stated_execution_rate')
    ]) AS subjects
FROM rule_money m JOIN main.evaluations e USING (evaluation_id)
WHERE m.budget = 0
