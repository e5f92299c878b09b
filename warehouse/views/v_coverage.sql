-- zh: 每个有公开文件的地区、每个年度一行:公开了多少、有多少带分数和金额、年度结束后多久公开;没有公开的年度为 0
-- en: One region and year: how much was disclosed, how much of it with scores and money, how long after the year's end; a year without disclosure is a row of zeros
-- region_code: 行政区划代码 | Division
-- region: 行政区划名称,未收录的为代码 | Name of the division; its code where the name is not on file
-- fiscal_year: 年度 | Budget year
-- documents: 文件数 | Documents with evaluations
-- publishers: 发布机构数 | Publishers
-- units: 单位数 | Units evaluated
-- projects: 项目数 | Projects
-- evaluations: 评价数 | Evaluations
-- with_score: 有总分的评价数 | Evaluations with a total score
-- with_money: 有执行数的评价数 | Evaluations with money spent
-- first_published: 最早发布 | First publication
-- last_published: 最近发布 | Last publication
-- median_delay_days: 年度结束至发布的天数(中位数) | Median days from the year's end to publication
WITH years AS (
    SELECT unnest(generate_series(min(fiscal_year), max(fiscal_year)))::INTEGER AS fiscal_year FROM main.v_project_year
), places AS (
    SELECT region_code FROM main.documents WHERE trust < 4 AND region_code IS NOT NULL
    UNION
    SELECT region_code FROM main.v_project_year WHERE region_code IS NOT NULL
)
SELECT p.region_code, coalesce(r.name, p.region_code) AS region, y.fiscal_year,
       count(DISTINCT v.document_id) AS documents,
       count(DISTINCT v.publisher) AS publishers,
       count(DISTINCT v.unit) AS units,
       count(DISTINCT v.project_id) AS projects,
       count(v.evaluation_id) AS evaluations,
       count(v.total_score) AS with_score,
       count(v.spent_yuan) AS with_money,
       min(v.published_on) AS first_published,
       max(v.published_on) AS last_published,
       median(date_diff('day', make_date(y.fiscal_year, 12, 31), v.published_on))::INTEGER AS median_delay_days
FROM places p
CROSS JOIN years y
LEFT JOIN main.v_project_year v ON v.region_code = p.region_code AND v.fiscal_year = y.fiscal_year
LEFT JOIN main.regions r ON r.region_code = p.region_code
GROUP BY p.region_code, r.name, y.fiscal_year
