/*---
id: F10
severity: warning
title_zh: '项目清单的合计、小计等于其下各行金额之和'
title_en: 'The sum of a list of projects, or of a group in it, is what the rows below it come to'
tolerance: '0.5 × 末位 × (项数+1), 末位取最粗的一项'
source: '清单样式: 合计 / 一 / 1、2 / 二 …, 各级逐级汇总'
example: '某校2022年一清单: “一、高校学生资助专项”执行1116.19万元, 其下第1项即为1528.47万元'
limits: '层级由行首序号(合计、一、(一)、1)判断; 清单在首行合计下中断的, 只有各行之和大于合计才算不符; 有一行缺该项金额的跳过'
---*/
WITH listed AS (
    SELECT evaluation_id, document_id, part_of, ordinal, project_name FROM main.evaluations
    WHERE document_id IN (SELECT document_id FROM main.evaluations WHERE part_of IS NOT NULL)
),
totals AS (
    -- A row gives one amount a measure; where it seems to give two, neither is known.
    SELECT evaluation_id, measure, min(fund_id) AS fund_id, max(amount_yuan) AS amount, max(step) AS step
    FROM rule_amounts SEMI JOIN listed USING (evaluation_id)
    WHERE source = 'total' GROUP BY ALL HAVING min(amount_yuan) = max(amount_yuan)
),
sums AS (
    SELECT s.evaluation_id, s.document_id, s.project_name, t.measure, t.fund_id, t.amount, t.step,
        -- What follows it in the list, or stands above a sum at the foot, shows that no part is missing.
        coalesce(s.ordinal > max(p.ordinal), false) OR EXISTS (
            SELECT 1 FROM listed n WHERE n.document_id = s.document_id AND n.part_of = s.part_of AND n.ordinal > s.ordinal
        ) AS is_whole,
        count(*) AS parts, count(f.amount) AS known, sum(f.amount) AS added, max(f.step) AS part_step,
        list(f.fund_id ORDER BY f.fund_id) AS part_ids
    FROM listed s JOIN listed p ON p.part_of = s.evaluation_id
    JOIN totals t ON t.evaluation_id = s.evaluation_id
    LEFT JOIN totals f ON f.evaluation_id = p.evaluation_id AND f.measure = t.measure
    GROUP BY s.evaluation_id, s.document_id, s.project_name, s.ordinal, s.part_of, t.measure, t.fund_id, t.amount, t.step
),
judged AS (
    SELECT *, (0.5 * greatest(coalesce(step, 0), coalesce(part_step, 0)) * (parts + 1))::DECIMAL(18, 2) AS tolerance
    FROM sums
)
SELECT *,
    CASE
        WHEN added - amount > tolerance THEN false
        WHEN known = parts AND abs(amount - added) <= tolerance THEN true
        WHEN is_whole AND known = parts THEN false
    END AS holds
FROM judged;

SELECT
    *,
    amount AS stated,
    added AS expected,
    format('{}写为{}元, 其下{}行合计{}元', coalesce(project_name, '合计'), plain(amount), known, plain(added)) AS message,
    list_prepend(
        operand('funds', fund_id, 'amount_yuan'),
        list_transform(list_filter(part_ids, lambda one: one IS NOT NULL), lambda one: operand('funds', one, 'amount_yuan'))
    ) AS subjects
FROM rule_breaches
