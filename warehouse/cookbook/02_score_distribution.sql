-- zh: 各省各年度自评得分如何分布,90 分以上、95 分以上、满分各占多少?
-- en: How are self scores distributed by province and year, and what share is 90 and more, 95 and more, full marks?
SELECT province, fiscal_year, scored, mean_score, median_score, share_90, share_95, share_100
FROM v_score_dist
WHERE evaluator = 'unit_self' AND scored > 0
ORDER BY fiscal_year DESC, mean_score DESC, province;
