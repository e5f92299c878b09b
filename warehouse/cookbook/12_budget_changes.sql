-- zh: 年中预算调整幅度最大的是哪些?
-- en: Whose budget was changed most during the year?
SELECT name, unit, fiscal_year, budget_initial_yuan, budget_adjusted_yuan,
       round(100.0 * (budget_adjusted_yuan - budget_initial_yuan) / budget_initial_yuan, 2) AS change_percent, url
FROM v_project_year
WHERE budget_initial_yuan > 0 AND budget_adjusted_yuan <> budget_initial_yuan
ORDER BY abs(change_percent) DESC, evaluation_id
LIMIT 50;
