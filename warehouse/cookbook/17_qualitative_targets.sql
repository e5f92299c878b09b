-- zh: 定性指标占多少,与得分有无关系?
-- en: What share of targets is qualitative, and how does it go with the score?
WITH share AS (
    SELECT s.evaluation_id, count(*) AS targets, avg((s.target_value IS NULL)::INTEGER) AS qualitative
    FROM scores s WHERE s.is_leaf AND s.target IS NOT NULL GROUP BY s.evaluation_id
)
SELECT v.fiscal_year, count(*) AS evaluations, sum(share.targets) AS targets,
       round(100 * avg(share.qualitative), 1) AS qualitative_percent,
       round(nullif(corr(share.qualitative, v.score_percent::DOUBLE), 'NaN'::DOUBLE), 3) AS correlation_with_score
FROM share JOIN v_project_year v USING (evaluation_id)
GROUP BY v.fiscal_year
ORDER BY v.fiscal_year;
