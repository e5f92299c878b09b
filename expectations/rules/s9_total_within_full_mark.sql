/*---
id: S9
severity: error
title_zh: '总分在0与满分(加已列明的加分)之间; 没有评分明细可查加分的为警告'
title_en: 'The total lies between 0 and the full mark plus declared bonus points; a warning where no lines tell whether there is a bonus'
tolerance: '0.001 分'
source: '自评表样式: 总分100分, 另列加分项的除外'
example: '某表总分写为 105 分, 无加分项'
---*/
SELECT e.document_id, e.evaluation_id, e.total_score, f.full_mark, f.bonus, f.leaves,
    e.total_score >= -0.001 AND e.total_score <= f.full_mark + f.bonus + 0.001 AS holds
FROM main.evaluations e JOIN rule_forms f USING (evaluation_id);

SELECT
    *,
    total_score AS stated,
    CASE WHEN total_score < 0 THEN 0 ELSE full_mark + bonus END AS expected,
    0.001 AS tolerance,
    CASE WHEN leaves > 0 THEN 'error' ELSE 'warning' END AS severity,
    format('总分{}分, 满分{}分, 加分{}分', plain(total_score), plain(full_mark), plain(bonus)) AS message,
    [operand('evaluations', evaluation_id, 'total_score')] AS subjects
FROM rule_breaches
