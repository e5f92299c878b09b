/*---
id: F6
severity: error
title_zh: '跨年项目各年度金额之和等于总额'
title_en: 'The parts of several years add up to the whole'
tolerance: '0.5 × 末位单位 × (年数+1)'
source: '跨年项目分年安排资金'
example: '海南2018—2019年一项目: 130.55+130.55=261.10, 相符'
limits: '各年之和小于总额而相差超过2%的, 可能有年度未列出, 跳过; 大于总额的, 只在总额写明是总投资、概算、估算时算作不符'
---*/
WITH parts AS (
    SELECT evaluation_id, document_id, source, sum(amount_yuan) AS added, count(*) AS years, max(step) AS step,
        list(operand('funds', fund_id, 'amount_yuan') ORDER BY fund_id) AS operands
    FROM rule_amounts
    WHERE measure = 'planned' AND fiscal_year IS NOT NULL
    GROUP BY ALL HAVING count(*) >= 2 AND count(*) = count(DISTINCT fiscal_year)
),
wholes AS (
    SELECT a.evaluation_id, a.source, min(a.fund_id) AS fund_id, min(a.amount_yuan) AS amount, max(a.step) AS step,
        bool_or(coalesce(regexp_matches(v.quote, '总投资|概算|估算|总预算|总资金'), false)) AS is_whole
    FROM rule_amounts a
    LEFT JOIN main.evidence v ON v.subject = 'funds' AND v.subject_id = a.fund_id
    WHERE a.measure = 'planned' AND a.fiscal_year IS NULL AND a.evaluation_id IN (SELECT evaluation_id FROM parts)
    GROUP BY ALL HAVING count(DISTINCT a.fund_id) = 1
),
compared AS (
    SELECT p.*, w.fund_id, w.amount, w.is_whole,
        (0.5 * coalesce(greatest(p.step, w.step), 0.01) * (p.years + 1))::DECIMAL(24, 6) AS tolerance
    FROM parts p LEFT JOIN wholes w USING (evaluation_id, source)
)
SELECT *,
    CASE
        WHEN abs(amount - added) <= tolerance THEN true
        WHEN abs(amount - added) <= 0.02 * amount THEN false
        WHEN added > amount AND is_whole THEN false
    END AS holds
FROM compared;

SELECT
    *,
    amount AS stated,
    added AS expected,
    format('总额{}元, {}个年度合计{}元', plain(amount), years, plain(added)) AS message,
    CASE WHEN fund_id IS NULL THEN operands ELSE list_prepend(operand('funds', fund_id, 'amount_yuan'), operands) END AS subjects
FROM rule_breaches
