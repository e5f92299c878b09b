/*---
id: S1
severity: error
title_zh: '得分不小于0, 不大于分值'
title_en: 'Points are not below 0 and not above the weight'
tolerance: '0.001 分'
source: '自评表填报说明(2017年起各省表样): 各项得分不超过该项分值'
example: '某表社会效益指标10分, 得12分'
---*/
SELECT e.document_id, s.evaluation_id, s.score_id, s.points, s.max_points,
    coalesce(s.indicator_3, s.indicator_2, s.indicator_1, '总分') AS name,
    s.points >= -0.001 AND s.points <= s.max_points + 0.001 AS holds
FROM main.scores s JOIN main.evaluations e USING (evaluation_id);

SELECT
    *,
    points AS stated,
    CASE WHEN points < 0 THEN 0 ELSE max_points END AS expected,
    0.001 AS tolerance,
    format('{}分值{}分, 得{}分', name, plain(max_points), plain(points)) AS message,
    [operand('scores', score_id, 'points')] AS subjects
FROM rule_breaches
