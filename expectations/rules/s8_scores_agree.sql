/*---
id: S8
severity: error
title_zh: '正文所述得分与评分表总分一致; 各评价人员评分与总分或其平均一致'
title_en: 'The score in prose is the total of the table; the reviewers'' scores, or their mean, are the total'
tolerance: '0.01 分'
source: '同一评价只有一个得分; 评价人员表的“项目评分”一栏'
example: '海南2019年一表: 三位评价人员各92.50分, 总分92.50, 相符'
limits: '总分须读自评分表; 正文写有几个不同得分的, 多为各项指标的得分, 跳过; 评价人员的评分不单独存库, 从正文“项目评分…签字”一栏读出, 有名无分的跳过'
---*/
WITH told AS (
    SELECT e.document_id, e.evaluation_id, c.value AS stated, e.total_score, c.claim_id,
        -- 1.数量指标, 自评得分20分; 2.质量指标, 自评得分15分: scores of parts bear the name of the whole's.
        min(c.value) OVER one = max(c.value) OVER one AS is_one
    FROM main.claims c JOIN main.evaluations e USING (evaluation_id)
    WHERE c.unit = '分' AND c.comparator = '=' AND NOT c.is_target
        AND regexp_matches(c.name, '(自评|综合|评价|最终|总体?)(总|综合)?(得分|评分)$')
        AND NOT regexp_matches(c.name, '指标|部分|方面|产出|效益|满意|过程|决策|执行|管理|投入|成本|单位|平均')
    WINDOW one AS (PARTITION BY e.evaluation_id)
),
-- A total that was itself read from prose is no table's.
prose AS (
    SELECT t.document_id, t.evaluation_id, t.stated, t.total_score,
        CASE
            WHEN t.is_one AND t.evaluation_id IN (
                SELECT subject_id FROM main.evidence
                WHERE subject = 'evaluations' AND field = 'total_score' AND starts_with(layout, 'form')
            ) THEN abs(t.stated - t.total_score) <= 0.01
        END AS holds,
        t.claim_id, NULL::DECIMAL(9, 4)[] AS scores, NULL::VARCHAR AS span
    FROM told t
),
-- The rows between 项目评分 and the signature of the group's head; a row's score stands alone in its cell.
tables AS (
    SELECT e.document_id, e.evaluation_id, e.total_score, instr(x.text, '项目评分') AS starts,
        regexp_extract(
            substring(x.text, instr(x.text, '项目评分'), 1500),
            '^项目评分[\s|]*签\s*字([\s\S]*?)(?:评价工作组|评价组|组长|项目单位负责人|$)', 1
        ) AS block
    FROM main.evaluations e JOIN main.texts x USING (document_id)
    WHERE regexp_matches(x.text, '项目评分')
    QUALIFY count(*) OVER (PARTITION BY e.document_id) = 1
),
reviewers AS (
    SELECT *, list_transform(
            regexp_extract_all(block, '(?:^|[\n\t|])[ 　]*(\d{1,3}(?:\.\d{1,2})?)[ 　]*(?:分)?[ 　]*(?:[\n\t|]|$)', 1),
            lambda numeral: numeral::DECIMAL(9, 4)
        ) AS scores
    FROM tables
),
compared AS (
    SELECT *, list_aggregate(scores, 'avg') AS mean,
        list_filter(scores, lambda one: abs(one - total_score) > 0.01) AS others
    FROM reviewers
)
FROM prose
UNION ALL
SELECT document_id, evaluation_id, others[1], total_score,
    CASE WHEN len(scores) > 0 AND total_score IS NOT NULL
        THEN len(others) = 0 OR abs(mean - total_score::DOUBLE) <= 0.01 END,
    NULL, scores, concat(starts - 1, '-', starts + 3 + length(block))
FROM compared;

SELECT
    *,
    total_score AS expected,
    0.01 AS tolerance,
    CASE
        WHEN claim_id IS NOT NULL THEN format('正文写得分{}分, 总分为{}分', plain(stated), plain(total_score))
        ELSE format('评价人员评分{}, 总分{}分', array_to_string(list_transform(scores, lambda one: plain(one)), '、'), plain(total_score))
    END AS message,
    CASE
        WHEN claim_id IS NOT NULL
            THEN [operand('claims', claim_id, 'value'), operand('evaluations', evaluation_id, 'total_score')]
        ELSE [operand('evaluations', evaluation_id, 'total_score'), operand('texts', document_id, span)]
    END AS subjects
FROM rule_breaches
