-- zh: 各地区满分且没有列出问题的评价占多少?
-- en: What share of evaluations has full marks and names no problem, by region?
SELECT region, fiscal_year, count(*) AS evaluations,
       count(*) FILTER (score_percent >= 99.995 AND NOT coalesce(has_problems, false)) AS perfect,
       round(100 * avg((score_percent >= 99.995 AND NOT coalesce(has_problems, false))::INTEGER), 1) AS share
FROM v_project_year
WHERE evaluator = 'unit_self' AND score_percent IS NOT NULL
GROUP BY region, fiscal_year
ORDER BY share DESC, evaluations DESC, region, fiscal_year;
