/*---
id: S4
severity: warning
title_zh: '定量指标得分等于分值×完成比例(正向 完成值/目标值, 反向 目标值/完成值, 最高为分值)'
title_en: 'Points of a quantity are weight times what was reached: actual/target, or target/actual where less is better'
tolerance: '0.1 分'
source: '自评表填报说明(江西2017等): 定量指标未完成的按完成值与目标值之比计分'
example: '某表目标690户, 完成552户, 10分应得8分, 写为9.5分'
limits: '目标值或完成值不是单一数字、单位不同、无符号的成本与时效指标: 跳过'
---*/
SELECT *, abs(points::DOUBLE - max_points::DOUBLE * reached) <= 0.1 + 0.000001 AS holds
FROM rule_targets;

SELECT
    *,
    points AS stated,
    round(max_points::DOUBLE * reached, 4) AS expected,
    0.1 AS tolerance,
    format(
        '{}目标{}, 完成{}, 分值{}分, 应得{}分, 写为{}分',
        name, target, actual, plain(max_points), plain(round(max_points::DOUBLE * reached, 2)), plain(points)
    ) AS message,
    [operand('scores', score_id, 'points')] AS subjects
FROM rule_breaches
