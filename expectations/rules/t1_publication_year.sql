/*---
id: T1
severity: warning
title_zh: '发布年份不早于评价年度, 不晚于其后三年'
title_en: 'Publication falls into the fiscal year or the three years after it'
tolerance: '0'
source: '单位自评与决算公开在年度终了后进行; 迟于三年或早于年度者多为转载或误标'
example: '某镜像站2024年发布2011年度报告'
limits: '落款日期不存库, 不与发布日期核对'
---*/
WITH dated AS (
    SELECT e.evaluation_id, d.document_id, year(d.published_on) AS published,
        -- A year that was inferred from the publication date proves nothing about it.
        CASE WHEN e.fiscal_year_method <> 'published' THEN e.fiscal_year END AS fiscal_year,
        -- Targets are published with the budget, before their year begins.
        CASE WHEN d.doc_type = 'target_form' THEN 1 ELSE 0 END AS ahead
    FROM main.evaluations e JOIN main.documents d USING (document_id)
)
SELECT *, published BETWEEN fiscal_year - ahead AND fiscal_year + 3 AS holds
FROM dated;

SELECT
    *,
    published AS stated,
    CASE WHEN published < fiscal_year THEN fiscal_year - ahead ELSE fiscal_year + 3 END AS expected,
    0 AS tolerance,
    format('{}年度的评价发布于{}年', fiscal_year, published) AS message,
    [operand('documents', document_id, 'published_on')] AS subjects
FROM rule_breaches
