-- zh: 按金额加权的平均分与简单平均分相差多少?
-- en: How does the mean score weighted by money compare with the plain mean, by year?
SELECT fiscal_year, count(*) AS evaluations, round(avg(score_percent), 2) AS plain_mean,
       round((sum(score_percent::DOUBLE * budget_yuan::DOUBLE) / nullif(sum(budget_yuan::DOUBLE), 0)), 2)
           AS weighted_mean,
       sum(budget_yuan) AS budget_yuan
FROM v_project_year
WHERE score_percent IS NOT NULL AND budget_yuan > 0 AND evaluator = 'unit_self'
GROUP BY fiscal_year
ORDER BY fiscal_year;
