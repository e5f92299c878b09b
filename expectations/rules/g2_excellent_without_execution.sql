/*---
id: G2
severity: warning
title_zh: '执行率低于60%或产出得分低于70%, 等级不应为优'
title_en: 'No 优 with an execution rate below 60 % or output points below 70 %'
tolerance: '无'
source: '审计经验: 资金大半未用或产出大半未完成而评优, 须核实'
example: '某省2019年一个项目: 执行率50%, 等级优'
---*/
WITH outputs AS (
    SELECT evaluation_id, sum(points) / sum(max_points) * 100 AS share
    FROM rule_lines
    WHERE is_leaf AND starts_with(indicator_1, '产出')
    GROUP BY evaluation_id
    HAVING count(*) = count(points) AND count(*) = count(max_points) AND sum(max_points) > 0
),
-- Forms before 2018 have no budget column: 计划投资额, 实际到位资金, 实际使用情况, all of the whole project.
whole_project AS (
    SELECT evaluation_id, measure, min(amount_yuan) AS amount, min(fund_id) AS fund_id
    FROM main.funds WHERE source = 'total' AND fiscal_year IS NULL
    GROUP BY ALL HAVING min(amount_yuan) = max(amount_yuan)
),
money AS (
    SELECT evaluation_id, spent, spent_id, budget, budget_id FROM rule_money WHERE spent IS NOT NULL AND budget > 0
    UNION ALL
    SELECT s.evaluation_id, s.amount, s.fund_id, coalesce(r.amount, p.amount), coalesce(r.fund_id, p.fund_id)
    FROM whole_project s
    LEFT JOIN whole_project r ON r.evaluation_id = s.evaluation_id AND r.measure = 'received'
    LEFT JOIN whole_project p ON p.evaluation_id = s.evaluation_id AND p.measure = 'planned'
    ANTI JOIN (SELECT evaluation_id FROM rule_money WHERE spent IS NOT NULL AND budget > 0) known
        ON known.evaluation_id = s.evaluation_id
    WHERE s.measure = 'spent' AND coalesce(r.amount, p.amount) > 0
),
operands AS (
    SELECT e.document_id, e.evaluation_id, e.grade, o.share,
        coalesce(e.stated_execution_rate, 100 * m.spent / m.budget) AS rate,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.spent_id END AS spent_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.budget_id END AS budget_id,
        CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END AS rate_id
    FROM main.evaluations e
    LEFT JOIN money m USING (evaluation_id)
    LEFT JOIN outputs o USING (evaluation_id)
    WHERE e.grade IS NOT NULL
)
SELECT *,
    CASE
        WHEN grade <> '优' THEN true
        WHEN rate < 60 OR share < 70 THEN false
        WHEN rate IS NOT NULL OR share IS NOT NULL THEN true
    END AS holds
FROM operands;

SELECT
    *,
    CASE WHEN rate < 60 OR share IS NULL THEN rate ELSE share END AS stated,
    CASE WHEN rate < 60 OR share IS NULL THEN 60 ELSE 70 END AS expected,
    0 AS tolerance,
    concat(
        '等级为优',
        CASE WHEN rate < 60 THEN format(', 执行率仅{}%', plain(round(rate, 2))) ELSE '' END,
        CASE WHEN share < 70 THEN format(', 产出指标仅得分值的{}%', plain(round(share, 2))) ELSE '' END
    ) AS message,
    given([
        operand('evaluations', evaluation_id, 'grade'),
        operand('evaluations', rate_id, 'stated_execution_rate'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
