/*---
id: S5
severity: error
title_zh: '未完成目标的定量指标不得满分'
title_en: 'A quantity that missed its target is not scored in full'
tolerance: '完成比例 0.0005'
source: '自评表填报说明(江西2017等): 完成目标的得满分, 未完成的按比例计分'
example: '濉溪县2019年一表: 目标>=4754人, 完成4604人, 5分得5分'
limits: '目标值或完成值不是单一数字、单位不同、无符号的成本与时效指标: 跳过'
---*/
SELECT *, points < max_points OR reached >= 0.9995 AS holds
FROM rule_targets;

SELECT
    *,
    points AS stated,
    round(max_points::DOUBLE * reached, 4) AS expected,
    0 AS tolerance,
    format('{}目标{}, 完成{}, 仍得满分{}分', name, target, actual, plain(points)) AS message,
    [operand('scores', score_id, 'points')] AS subjects
FROM rule_breaches
