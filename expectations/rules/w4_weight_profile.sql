/*---
id: W4
severity: info
title_zh: '单位自评表一级指标的权重分配见于已知表样'
title_en: The first-level weights of a unit's own form are those of a known template
tolerance: '无'
source: '财预〔2020〕10号(执行10/产出50/效益30/满意度10)、财预〔2021〕101号(另设成本20)、海南2011、四川2017、湖北2018年起表样'
example: '某自评表: 执行率10, 产出45, 效益35, 满意度10'
limits: '四川2023年表样(510000_)除执行率外自行分配; 部门、财政与第三方评价的权重各定, 均不核对'
---*/
WITH forms AS (
    SELECT f.document_id, f.evaluation_id, abs(f.root_weight - f.full_mark) <= 0.01 AS is_whole
    FROM rule_forms f JOIN main.evaluations e USING (evaluation_id)
    WHERE e.evaluator = 'unit_self' AND coalesce(e.template, '') NOT IN ('SC-2023', 'CN-EVAL-53') AND f.roots >= 2
),
roots AS (
    SELECT l.evaluation_id, l.score_id,
        CASE
            WHEN l.is_execution OR regexp_matches(l.name, '执行率|预算执行|资金执行') THEN '执行'
            WHEN contains(l.name, '成本') THEN '成本'
            WHEN regexp_matches(l.name, '^(项目)?产出') THEN '产出'
            WHEN regexp_matches(l.name, '^(项目)?效[益果]') THEN '效益'
            WHEN contains(l.name, '满意') THEN '满意度'
            ELSE l.name
        END AS own_part,
        -- Leaves that stand at the top of their form are rows of the head before them.
        CASE WHEN l.level > 1 THEN coalesce(
            CASE WHEN starts_with(l.indicator_1, '产出') THEN '产出' WHEN starts_with(l.indicator_1, '效益') THEN '效益'
                WHEN contains(l.indicator_1, '满意') THEN '满意度' WHEN contains(l.indicator_1, '成本') THEN '成本' END,
            l.indicator_1, own_part) ELSE own_part END AS part,
        coalesce(l.max_points, p.weight) AS weight
    FROM rule_lines l JOIN forms f USING (evaluation_id)
    LEFT JOIN (SELECT score_id, weight FROM rule_parents WHERE max_points IS NULL) p USING (score_id)
    WHERE f.is_whole AND l.is_root AND NOT l.is_bonus
),
parts AS (
    SELECT evaluation_id, part, sum(weight) AS weight FROM roots GROUP BY ALL
),
profiles AS (
    SELECT evaluation_id, array_to_string(list_transform(
            list_sort(list({'part': part, 'weight': weight})), lambda one: concat(one.part, plain(one.weight))
        ), ' ') AS profile
    FROM parts GROUP BY evaluation_id
),
known AS (
    SELECT *, profile IN (
        '产出50 执行10 效益30 满意度10',
        '产出50 执行10 效益40',
        '产出40 执行10 成本20 效益20 满意度10',
        '产出40 执行10 成本20 效益30',
        '项目决策20 项目管理25 项目绩效55',
        '部门决策25 部门绩效45 综合管理30',
        '特性指标70 项目决策20 项目管理10',
        '执行20 目标140 目标240'
    ) AS is_known
    FROM profiles
),
others AS (
    SELECT evaluation_id, list_transform(
            list_sort(list({'part': part, 'score_id': score_id})), lambda one: one.score_id
        ) AS score_ids
    FROM roots JOIN known USING (evaluation_id) WHERE NOT is_known GROUP BY evaluation_id
)
SELECT f.document_id, f.evaluation_id, k.profile, o.score_ids, k.is_known AS holds
FROM forms f
LEFT JOIN known k USING (evaluation_id)
LEFT JOIN others o USING (evaluation_id);

SELECT
    *,
    NULL AS stated,
    NULL AS expected,
    0 AS tolerance,
    format('权重分配为 {}', profile) AS message,
    list_transform(score_ids, lambda score_id: operand('scores', score_id, 'points')) AS subjects
FROM rule_breaches
