-- zh: 每百万元支出对应多少处矛盾(按地区)?
-- en: How many findings are there per million yuan spent, by region?
WITH found AS (
    SELECT evaluation_id, count(*) AS findings FROM findings WHERE severity <> 'info' GROUP BY evaluation_id
)
SELECT v.region, count(*) AS evaluations, coalesce(sum(found.findings), 0) AS findings, sum(v.spent_yuan) AS spent_yuan,
       round(1000000 * coalesce(sum(found.findings), 0) / nullif(sum(v.spent_yuan), 0), 3) AS findings_per_million
FROM v_project_year v LEFT JOIN found USING (evaluation_id)
GROUP BY v.region
ORDER BY findings_per_million DESC NULLS LAST, v.region;
