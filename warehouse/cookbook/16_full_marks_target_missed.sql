-- zh: 哪些定量指标没有完成目标却得了满分?
-- en: Which quantitative indicators have full marks although the target was missed?
SELECT v.name, v.unit, v.fiscal_year, s.indicator_3, s.target, s.actual, s.max_points, s.points, v.url
FROM scores s JOIN v_project_year v USING (evaluation_id)
WHERE s.is_leaf AND s.points = s.max_points AND s.target_operator IN ('=', '>=', '>') AND s.target_value > 0
  AND TRY_CAST(regexp_extract(s.actual, '^[≥=＝]?\s*(\d+(?:\.\d+)?)', 1) AS DECIMAL(24,6)) < s.target_value * 0.9995
ORDER BY s.max_points DESC, s.score_id;
