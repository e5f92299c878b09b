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
WITH roots AS (
    SELECT l.evaluation_id, l.document_id, l.score_id, l.name,
        CASE
            WHEN l.is_execution OR regexp_matches(l.name, '执行率|预算执行|资金执行') THEN '执行'
            WHEN contains(l.name, '成本') THEN '成本'
            WHEN regexp_matches(l.name, '^(项目)?产出') THEN '产出'
            WHEN regexp_matches(l.name, '^(项目)?效[益果]') THEN '效益'
            WHEN contains(l.name, '满意') THEN '满意度'
            ELSE l.name
        END AS part,
        coalesce(l.max_points, p.weight) AS weight
    FROM rule_lines l LEFT JOIN rule_parents p USING (score_id)
    WHERE l.is_root AND NOT l.is_bonus
),
parts AS (
    -- Leaves that stand at the top of their form are rows of the head before them.
    SELECT evaluation_id, document_id, CASE WHEN l.level > 1 THEN coalesce(
            CASE WHEN starts_with(l.indicator_1, '产出') THEN '产出' WHEN starts_with(l.indicator_1, '效益') THEN '效益'
                WHEN contains(l.indicator_1, '满意') THEN '满意度' WHEN contains(l.indicator_1, '成本') THEN '成本' END,
            l.indicator_1, r.part) ELSE r.part END AS part,
        sum(r.weight) AS weight, list(operand('scores', score_id, 'points') ORDER BY score_id) AS operands
    FROM roots r JOIN rule_lines l USING (evaluation_id, document_id, score_id)
    GROUP BY ALL
),
profiles AS (
    SELECT evaluation_id, document_id, string_agg(concat(part, plain(weight)), ' ' ORDER BY part) AS profile,
        flatten(list(operands ORDER BY part)) AS operands
    FROM parts GROUP BY ALL
)
SELECT
    f.document_id,
    f.evaluation_id,
    NULL AS stated,
    NULL AS expected,
    0 AS tolerance,
    CASE WHEN abs(f.root_weight - f.full_mark) <= 0.01 THEN p.profile IN (
        '产出50 执行10 效益30 满意度10',
        '产出50 执行10 效益40',
        '产出40 执行10 成本20 效益20 满意度10',
        '产出40 执行10 成本20 效益30',
        '项目决策20 项目管理25 项目绩效55',
        '部门决策25 部门绩效45 综合管理30',
        '特性指标70 项目决策20 项目管理10',
        '执行20 目标140 目标240'
    ) END AS holds,
    format('权重分配为 {}', p.profile) AS message,
    p.operands AS subjects
FROM rule_forms f
JOIN profiles p USING (evaluation_id)
JOIN main.evaluations e USING (evaluation_id)
WHERE e.evaluator = 'unit_self' AND coalesce(e.template, '') NOT IN ('SC-2023', 'CN-EVAL-53') AND f.roots >= 2
