-- zh: 大项目得分更高吗(按预算规模分档)?
-- en: Do big projects score higher, by size of the budget?
SELECT CASE WHEN budget_yuan < 100000 THEN '1 <10万' WHEN budget_yuan < 1000000 THEN '2 10-100万'
            WHEN budget_yuan < 10000000 THEN '3 100-1000万' ELSE '4 >=1000万' END AS size,
       count(*) AS evaluations, round(avg(score_percent), 2) AS mean_score,
       round(nullif(corr(ln(budget_yuan::DOUBLE), score_percent::DOUBLE), 'NaN'::DOUBLE), 3) AS correlation
FROM v_project_year
WHERE budget_yuan > 0 AND score_percent IS NOT NULL
GROUP BY size
ORDER BY size;
