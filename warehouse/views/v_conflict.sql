-- zh: 同一项目同一年度的两处陈述互相矛盾:同一评价主体的两个总分,或同一口径同一来源的两个金额
-- en: Two statements on one project and year that contradict each other: two totals by one evaluator, or two amounts of one measure and source
-- project_id: 项目编号 | Project
-- name: 项目名称 | Project
-- fiscal_year: 年度 | Budget year
-- field: 字段 | total_score, or measure and source of an amount
-- evaluation_id_1: 评价一 | First evaluation
-- value_1: 数值一 | First value, points or yuan
-- url_1: 地址一 | Address of the first
-- evaluation_id_2: 评价二;与评价一相同时为同一文件内的矛盾 | Second evaluation; the same where one document contradicts itself
-- value_2: 数值二 | Second value, points or yuan
-- url_2: 地址二 | Address of the second
-- difference: 差额 | First less second
WITH stated AS (
    SELECT v.project_id, v.name, v.fiscal_year, 'total_score' AS field, v.evaluator AS judge, v.evaluation_id,
           v.total_score::DECIMAL(24,6) AS value, v.url
    FROM main.v_project_year v
    WHERE v.total_score IS NOT NULL
    UNION ALL
    SELECT v.project_id, v.name, coalesce(f.fiscal_year, v.fiscal_year), f.measure || ' ' || f.source, NULL,
           v.evaluation_id, f.amount_yuan::DECIMAL(24,6), v.url
    FROM main.funds f JOIN main.v_project_year v USING (evaluation_id)
)
SELECT a.project_id, a.name, a.fiscal_year, a.field,
       a.evaluation_id AS evaluation_id_1, a.value AS value_1, a.url AS url_1,
       b.evaluation_id AS evaluation_id_2, b.value AS value_2, b.url AS url_2,
       a.value - b.value AS difference
FROM stated a
JOIN stated b
  ON b.project_id = a.project_id AND b.fiscal_year = a.fiscal_year AND b.field = a.field
 AND b.judge IS NOT DISTINCT FROM a.judge
 AND (b.evaluation_id, b.value) > (a.evaluation_id, a.value)
WHERE a.value <> b.value
