-- zh: 执行率的原文与计算值相差最大的是哪些?
-- en: Where does the stated execution rate differ most from spent over budget?
SELECT name, unit, fiscal_year, budget_yuan, spent_yuan, stated_execution_rate, computed_execution_rate,
       stated_execution_rate - computed_execution_rate AS deviation, url
FROM v_project_year
WHERE abs(stated_execution_rate - computed_execution_rate) >= 0.5
ORDER BY abs(stated_execution_rate - computed_execution_rate) DESC, evaluation_id
LIMIT 50;
