-- zh: 哪些指标的完成值超过目标 30% 以上(目标可能偏低)?
-- en: Which indicators exceed their target by more than 30 % (the target may be too low)?
SELECT v.name, v.unit, v.fiscal_year, s.indicator_3, s.target, s.actual, v.url
FROM scores s JOIN v_project_year v USING (evaluation_id)
WHERE s.is_leaf AND s.target_operator IN ('=', '>=', '>') AND s.target_value > 0
  AND TRY_CAST(regexp_extract(s.actual, '^[≥=＝]?\s*(\d+(?:\.\d+)?)', 1) AS DECIMAL(24,6)) > s.target_value * 1.3
ORDER BY v.unit, v.fiscal_year, s.score_id;
