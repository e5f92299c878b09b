/*---
id: F1
severity: error
title_zh: '资金总额等于各来源之和'
title_en: 'A total is the sum of its sources'
tolerance: '0.5 × 末位单位 × (来源数+1)'
source: '自评表样式: 年度资金总额, 其中: 财政拨款, 上年结转资金, 其他资金'
example: '某表总额200万元, 其中财政拨款150万元、其他资金40万元'
---*/
WITH columns_of_money AS (
    SELECT *, coalesce(fiscal_year, evaluated_year) AS year FROM rule_amounts
    -- Prose seldom names every source; a form's column does.
    WHERE unit_from <> 'sentence'
),
fiscal_given AS (
    SELECT evaluation_id, measure, year, bool_or(source = 'fiscal') AS has_fiscal
    FROM columns_of_money GROUP BY ALL
),
totals AS (
    SELECT document_id, evaluation_id, measure, year, min(fund_id) AS fund_id, max(step) AS step,
        CASE WHEN count(DISTINCT amount_yuan) = 1 THEN min(amount_yuan) END AS amount
    FROM columns_of_money WHERE source = 'total' GROUP BY ALL
),
parts AS (
    SELECT c.evaluation_id, c.measure, c.year, sum(c.amount_yuan) AS amount, count(*) AS parts, max(c.step) AS step,
        list(c.amount_yuan) FILTER (c.amount_yuan > 0) AS amounts,
        list(operand('funds', c.fund_id, 'amount_yuan') ORDER BY c.fund_id) AS operands
    FROM columns_of_money c
    JOIN fiscal_given g
        ON g.evaluation_id = c.evaluation_id AND g.measure = c.measure AND g.year IS NOT DISTINCT FROM c.year
    WHERE c.source <> 'total'
        -- The levels of government divide the fiscal money; where both are given they would count twice.
        AND NOT (g.has_fiscal AND c.source IN ('central', 'province', 'city', 'county'))
    GROUP BY ALL
),
compared AS (
    SELECT t.*, p.amount AS added, p.parts, p.operands,
        (0.5 * coalesce(greatest(t.step, p.step), 0.01) * (p.parts + 1))::DECIMAL(24, 6) AS tolerance,
        p.amounts
    FROM totals t
    JOIN parts p
        ON p.evaluation_id = t.evaluation_id AND p.measure = t.measure AND p.year IS NOT DISTINCT FROM t.year
),
-- The model has no word for these sources, so that a part is not there to be added.
unnamed AS (
    SELECT document_id FROM main.texts
    WHERE document_id IN (SELECT document_id FROM compared WHERE added < amount - tolerance)
        AND regexp_matches(
            text, '财政专户|政府性基金|国有资本|地方资金|地方财政|教育收费|事业收入|非税收入|债券|社会保险基金|彩票公益金'
        )
)
SELECT
    c.document_id,
    c.evaluation_id,
    c.amount AS stated,
    c.added AS expected,
    c.tolerance,
    CASE
        WHEN abs(c.amount - c.added) <= c.tolerance THEN true
        -- A total of nothing over sources that have money is F2's.
        WHEN c.amount = 0 THEN NULL
        WHEN c.added > c.amount THEN false
        -- Two sources of the same kind with the same amount are one row in funds.
        WHEN len(list_filter(c.amounts, lambda one: abs(c.amount - c.added - one) <= c.tolerance)) > 0 THEN NULL
        WHEN x.document_id IS NOT NULL THEN NULL
        WHEN c.amount IS NOT NULL THEN false
    END AS holds,
    format('资金总额{}元, {}个来源合计{}元', plain(c.amount), c.parts, plain(c.added)) AS message,
    list_prepend(operand('funds', c.fund_id, 'amount_yuan'), c.operands) AS subjects
FROM compared c
LEFT JOIN unnamed x USING (document_id)
