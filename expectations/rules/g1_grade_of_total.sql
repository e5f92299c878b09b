/*---
id: G1
severity: error
title_zh: '等级与总分所在档次一致: 90优, 80良, 60中'
title_en: 'The grade is the band of the total: 90 优, 80 良, 60 中'
tolerance: '0'
source: '财政部预算司统一的等级: 90—100优, 80—89良, 60—79中, 0—59差'
example: '某报告得分 88.6, 等级写为优'
---*/
WITH scored AS (
    -- A total on another scale is brought to 100 first.
    SELECT e.document_id, e.evaluation_id, e.total_score, e.grade, e.grade_as_written,
        e.total_score * 100 / f.full_mark AS hundredth
    FROM main.evaluations e JOIN rule_forms f USING (evaluation_id)
    WHERE f.full_mark > 0 AND (e.grade IS NOT NULL OR e.total_score IS NOT NULL)
),
banded AS (
    SELECT *,
        CASE WHEN hundredth >= 90 THEN '优' WHEN hundredth >= 80 THEN '良' WHEN hundredth >= 60 THEN '中'
            WHEN hundredth IS NOT NULL THEN '差' END AS band
    FROM scored
)
SELECT *, grade = band AS holds
FROM banded;

SELECT
    *,
    total_score AS stated,
    -- The bound of the stated grade's band that the total misses.
    CASE WHEN hundredth < least THEN least ELSE below END AS expected,
    0 AS tolerance,
    format('总分{}分应为{}, 等级写为{}', plain(total_score), band, coalesce(grade_as_written, grade)) AS message,
    [operand('evaluations', evaluation_id, 'grade'), operand('evaluations', evaluation_id, 'total_score')] AS subjects
FROM (
    SELECT *,
        CASE grade WHEN '优' THEN 90 WHEN '良' THEN 80 WHEN '中' THEN 60 ELSE 0 END AS least,
        CASE grade WHEN '优' THEN 100 WHEN '良' THEN 90 WHEN '中' THEN 80 ELSE 60 END AS below
    FROM rule_breaches
)
