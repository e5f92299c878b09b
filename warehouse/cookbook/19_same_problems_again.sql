-- zh: 哪些单位连续两年写了一字不差的存在问题?
-- en: Which units printed the same problems word for word in two years running?
SELECT v.unit, v.fiscal_year, next.fiscal_year AS again_in, v.name, next.name AS name_again, e.problems, next.url
FROM v_project_year v
JOIN v_project_year next ON next.unit = v.unit AND next.fiscal_year = v.fiscal_year + 1
JOIN evaluations e ON e.evaluation_id = v.evaluation_id
JOIN evaluations n ON n.evaluation_id = next.evaluation_id AND n.problems = e.problems
WHERE v.has_problems
ORDER BY v.unit, v.fiscal_year, v.evaluation_id, next.evaluation_id;
