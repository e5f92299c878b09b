/*---
id: E5
severity: warning
title_zh: '执行率低于90%的写明原因'
title_en: 'An execution rate below 90 % is explained'
tolerance: '无'
source: '四川2023年表样: 执行率低于90%的须说明原因'
example: '某报告执行率82%, 全文未说明原因'
limits: '原因指执行率或执行数前后约二百字内的“因、由于、受…影响、滞后、尚未”等语, 或存在问题一节谈到执行、支出、进度; 宽严由此而定'
---*/
WITH low AS (
    SELECT e.document_id, e.evaluation_id, e.problems,
        coalesce(e.stated_execution_rate, 100 * m.spent / nullif(m.budget, 0)) AS rate,
        CASE WHEN e.stated_execution_rate IS NOT NULL THEN e.evaluation_id END AS rate_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.spent_id END AS spent_id,
        CASE WHEN e.stated_execution_rate IS NULL THEN m.budget_id END AS budget_id
    FROM main.evaluations e LEFT JOIN rule_money m USING (evaluation_id)
    WHERE e.stated_execution_rate IS NOT NULL OR m.spent IS NOT NULL
),
around AS (
    SELECT l.evaluation_id, string_agg(
        regexp_replace(
            substring(x.text, greatest(v.span_start - 199, 1), v.span_end - v.span_start + 450),
            '(?:偏差|未完成|未执行)[^。\n\t|]{0,10}原因[^。\n\t|]{0,14}|原因(?:分析)?|影响(?:指标|程度)|可持续影响', '', 'g'
        ), chr(10)) AS said
    FROM low l
    JOIN main.evidence v ON v.subject = CASE WHEN l.rate_id IS NULL THEN 'funds' ELSE 'evaluations' END
        AND v.subject_id = coalesce(l.rate_id, l.spent_id)
        AND v.field = CASE WHEN l.rate_id IS NULL THEN 'amount_yuan' ELSE 'stated_execution_rate' END
    JOIN main.texts x ON x.document_id = v.document_id
    WHERE l.rate < 90
    GROUP BY ALL
)
SELECT
    l.*,
    CASE
        WHEN l.rate >= 90 THEN true
        WHEN l.rate IS NOT NULL THEN coalesce(regexp_matches(
                a.said, '因[^素此地]|由于|受.{1,20}影响|尚未|暂未|未能|未及时|滞后|推迟|延期|延迟|延后|顺延|跨年|质保金|节约|节余|核减|压减|较慢|缓慢'
            ), false)
            OR coalesce(regexp_matches(l.problems, '执行|支出|支付|拨付|进度|资金'), false)
    END AS holds
FROM low l LEFT JOIN around a USING (evaluation_id);

SELECT
    *,
    rate AS stated,
    90 AS expected,
    0 AS tolerance,
    format('执行率{}%, 未见原因', plain(round(rate, 2))) AS message,
    given([
        operand('evaluations', rate_id, 'stated_execution_rate'),
        operand('funds', spent_id, 'amount_yuan'),
        operand('funds', budget_id, 'amount_yuan')
    ]) AS subjects
FROM rule_breaches
