/*---
id: S6
severity: warning
title_zh: '扣分的指标写明原因'
title_en: 'A line that lost points gives its reason'
tolerance: '0.001 分'
source: '自评表样式: 偏差原因分析及改进措施一栏'
example: '某表更换路灯12分, 得11.49分, 偏差原因为空'
limits: '表中没有原因一栏的(如海南2011年表样)跳过; 执行率一行见E5'
---*/
WITH scored AS (
    SELECT l.*, l.points < l.max_points - 0.001 AS lost FROM rule_lines l
    WHERE l.is_leaf AND NOT l.is_execution AND l.max_points > 0 AND l.points IS NOT NULL
),
columns AS (
    SELECT evaluation_id,
        bool_or(reason IS NOT NULL)
            OR bool_or(regexp_matches(x.text, '偏差[^。\n\t|]{0,10}原因|未完成[^。\n\t|]{0,6}原因|扣分原因|改进措施')) AS has_reasons
    FROM scored LEFT JOIN main.texts x ON x.document_id = scored.document_id AND scored.lost
    GROUP BY evaluation_id
)
SELECT
    s.document_id,
    s.evaluation_id,
    s.points AS stated,
    s.max_points AS expected,
    0.001 AS tolerance,
    CASE
        WHEN NOT s.lost THEN true
        WHEN trim(coalesce(s.reason, ''), ' 。.—-/无') <> '' THEN true
        WHEN c.has_reasons THEN false
    END AS holds,
    format('{}分值{}分, 得{}分, 未写原因', s.name, plain(s.max_points), plain(s.points)) AS message,
    [operand('scores', s.score_id, 'points')] AS subjects
FROM scored s JOIN columns c USING (evaluation_id)
