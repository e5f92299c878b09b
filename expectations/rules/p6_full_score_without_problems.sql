/*---
id: P6
severity: warning
title_zh: '得分不低于99.5分而存在问题写“无”或空白'
title_en: 'A score of 99.5 or more, and no problem named'
tolerance: '无'
source: '自评满分且不列问题, 须核实'
example: '某县五个项目四个得100分, 存在主要问题均写“无”'
---*/
SELECT e.document_id, e.evaluation_id, e.total_score, e.problems,
    CASE
        WHEN e.total_score * 100 / f.full_mark < 99.5 THEN true
        WHEN e.total_score IS NOT NULL THEN NOT says_none(e.problems)
    END AS holds
FROM main.evaluations e JOIN rule_forms f USING (evaluation_id)
WHERE f.full_mark > 0;

SELECT
    *,
    total_score AS stated,
    99.5 AS expected,
    0 AS tolerance,
    format('得{}分, 存在问题写为“{}”', plain(total_score), trim(problems)) AS message,
    [operand('evaluations', evaluation_id, 'total_score'), operand('evaluations', evaluation_id, 'problems')] AS subjects
FROM rule_breaches
