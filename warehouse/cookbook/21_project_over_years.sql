-- zh: 同一项目各年度的预算、支出、执行率和得分如何变化?
-- en: How do a project's budget, spending, rate and score develop over the years?
SELECT name, unit, fiscal_year, evaluator, budget_yuan, spent_yuan, computed_execution_rate, total_score, grade
FROM v_project_year
WHERE project_id IN (SELECT project_id FROM v_project_year GROUP BY project_id HAVING count(DISTINCT fiscal_year) > 1)
ORDER BY name, unit, project_id, fiscal_year, evaluator, evaluation_id;
