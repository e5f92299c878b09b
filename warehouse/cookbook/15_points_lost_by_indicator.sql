-- zh: 哪类二级指标最常失分?
-- en: At which second-level indicators are points lost most?
SELECT s.indicator_2, count(*) AS lines, round(100 * avg(s.points / s.max_points), 2) AS mean_percent,
       sum(s.max_points - s.points) AS points_lost
FROM scores s JOIN v_project_year v USING (evaluation_id)
WHERE s.is_leaf AND s.max_points > 0 AND s.points IS NOT NULL AND s.indicator_2 IS NOT NULL
GROUP BY s.indicator_2
ORDER BY mean_percent, lines DESC, s.indicator_2;
