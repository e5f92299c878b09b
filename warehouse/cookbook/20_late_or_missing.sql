-- zh: 各地区年度结束后多久公开,哪些年度没有公开?
-- en: How long after the year's end do regions publish, and which years are missing?
SELECT region, fiscal_year, evaluations, first_published, median_delay_days,
       CASE WHEN evaluations = 0 THEN '未见公开 nothing found' END AS note
FROM v_coverage
ORDER BY region, fiscal_year, region_code;
