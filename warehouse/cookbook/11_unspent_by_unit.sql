-- zh: 哪些单位未执行的资金最多,几个年度都有?
-- en: Which units left most money unspent, and in how many years?
SELECT unit, region, count(DISTINCT fiscal_year) AS years, count(*) AS evaluations, sum(unspent_yuan) AS unspent_yuan
FROM v_project_year
WHERE unspent_yuan > 0
GROUP BY unit, region
ORDER BY unspent_yuan DESC, unit, region
LIMIT 50;
