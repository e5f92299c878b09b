/*---
id: D1
severity: error
title_zh: '同一项目、年度与评价主体只有一个得分'
title_en: 'One project has one score a year from one evaluator'
tolerance: '0'
source: '同一评价在不同文件中公开, 得分应一致'
example: '某单位网站与财政局网站公开的同一自评, 一处96分, 一处92分'
limits: '只比较读出了项目名称的评价; 转载已归于原件, 不算冲突'
---*/
WITH scored AS (
    SELECT e.evaluation_id, e.document_id, e.project_id, e.fiscal_year, e.evaluator, e.total_score, p.name, d.url,
        count(*) OVER same AS times,
        first_value(e.total_score) OVER ordered AS first_score,
        first_value(e.evaluation_id) OVER ordered AS first_id,
        first_value(d.url) OVER ordered AS first_url
    FROM main.evaluations e
    JOIN main.projects p USING (project_id)
    JOIN main.documents d USING (document_id)
    WHERE e.total_score IS NOT NULL AND e.fiscal_year IS NOT NULL
        AND (p.name IS NOT NULL OR (p.kind = 'department' AND p.implementing_unit IS NOT NULL))
    WINDOW same AS (PARTITION BY e.project_id, e.fiscal_year, e.evaluator),
        ordered AS (
            PARTITION BY e.project_id, e.fiscal_year, e.evaluator
            ORDER BY d.published_on NULLS LAST, d.url, e.ordinal, e.evaluation_id
        )
)
SELECT *, total_score = first_score AS holds
FROM scored
WHERE times > 1 AND evaluation_id <> first_id;

SELECT
    *,
    total_score AS stated,
    first_score AS expected,
    0 AS tolerance,
    format('{}{}年度得分此处为{}分, {} 为{}分', coalesce(name, ''), fiscal_year, plain(total_score), first_url, plain(first_score))
        AS message,
    [operand('evaluations', evaluation_id, 'total_score'), operand('evaluations', first_id, 'total_score')] AS subjects
FROM rule_breaches
