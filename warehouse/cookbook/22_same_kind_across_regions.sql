-- zh: 同名项目在不同地区各花了多少钱?
-- en: What did projects of the same name cost in different regions?
SELECT name, count(DISTINCT region_code) AS regions, count(*) AS evaluations, min(spent_yuan) AS least_yuan,
       median(spent_yuan) AS median_yuan, max(spent_yuan) AS most_yuan
FROM v_project_year
WHERE kind = 'project' AND spent_yuan > 0 AND name IS NOT NULL
GROUP BY name
HAVING count(DISTINCT region_code) > 1
ORDER BY regions DESC, name;
