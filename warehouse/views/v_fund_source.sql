-- zh: 按地区、年度、口径、来源的资金合计,以及在同时写明合计的评价中所占份额
-- en: Money by region, year, measure and source, with its share of the total in the evaluations that state both
-- region_code: 行政区划代码 | Division
-- region: 行政区划名称,未收录的为代码 | Name of the division; its code where the name is not on file
-- fiscal_year: 年度 | Year of the money
-- measure: 口径 | What the amount measures
-- source: 来源 | Whose money it is
-- evaluations: 评价数 | Evaluations that state it
-- amount_yuan: 金额(元) | Amount, yuan
-- share_of_total: 占合计的份额(%) | Share of the total, percent
WITH amounts AS (
    SELECT v.region_code, v.region, coalesce(f.fiscal_year, v.fiscal_year) AS fiscal_year, f.measure, f.source,
           f.evaluation_id, max(f.amount_yuan) AS amount_yuan
    FROM main.funds f JOIN main.v_project_year v USING (evaluation_id)
    -- The sum of a list would count what its rows count.
    WHERE f.evaluation_id NOT IN (SELECT part_of FROM main.evaluations WHERE part_of IS NOT NULL)
    GROUP BY ALL
), compared AS (
    SELECT a.*, t.amount_yuan AS total_yuan
    FROM amounts a
    LEFT JOIN amounts t
      ON t.evaluation_id = a.evaluation_id AND t.measure = a.measure AND t.source = 'total'
     AND t.fiscal_year IS NOT DISTINCT FROM a.fiscal_year
)
SELECT region_code, region, fiscal_year, measure, source,
       count(*) AS evaluations,
       sum(amount_yuan) AS amount_yuan,
       round(100 * sum(amount_yuan) FILTER (total_yuan IS NOT NULL) / nullif(sum(total_yuan), 0), 2) AS share_of_total
FROM compared
GROUP BY region_code, region, fiscal_year, measure, source
