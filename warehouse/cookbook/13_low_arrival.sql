-- zh: 哪些项目资金没有全部到位,得了多少分?
-- en: Which projects did not receive all their money, and how were they scored?
SELECT name, unit, fiscal_year, coalesce(planned_yuan, budget_yuan) AS planned_yuan, received_yuan,
       computed_arrival_rate, total_score, grade, url
FROM v_project_year
WHERE computed_arrival_rate < 100
ORDER BY computed_arrival_rate, evaluation_id;
