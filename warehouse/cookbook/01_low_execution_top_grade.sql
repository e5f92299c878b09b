-- zh: 哪些项目执行率低于 60% 却评为优,还有多少钱没有花?
-- en: Which projects executed less than 60 % and were still graded 优, and how much money was left?
SELECT name, unit, region, fiscal_year, computed_execution_rate, total_score, unspent_yuan, url
FROM v_project_year
WHERE computed_execution_rate < 60 AND coalesce(grade, computed_grade) = '优'
ORDER BY unspent_yuan DESC, evaluation_id;
