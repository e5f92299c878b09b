/*---
id: W1
severity: error
title_zh: '一级指标权重之和等于满分(未写明时为100)'
title_en: 'First-level weights add up to the full mark (100 where none is stated)'
tolerance: '0.01 分'
source: '财预〔2020〕10号自评权重: 执行率10, 产出50, 效益30, 满意度10'
example: '中江县一张表: 10+70+20+10=110'
---*/
SELECT *,
    CASE
        -- The row of the execution rate (10 points, in Hubei 20) stands apart from the indicators on most forms:
        -- a form that lacks exactly it was not read whole.
        WHEN execution_lines = 0 AND full_mark - root_weight IN (10, 20) THEN NULL
        -- A form without a total breaks off: lines that are missing are missing in our text.
        WHEN total_id IS NULL AND root_weight < full_mark THEN NULL
        ELSE abs(root_weight - full_mark) <= 0.01
    END AS holds
FROM rule_forms
WHERE roots >= 2;

SELECT
    b.document_id,
    b.evaluation_id,
    b.root_weight AS stated,
    b.full_mark AS expected,
    0.01 AS tolerance,
    format('一级指标权重合计{}分, 满分{}分', plain(b.root_weight), plain(b.full_mark)) AS message,
    list(operand('scores', l.score_id, 'points') ORDER BY l.score_id) AS subjects
FROM rule_breaches b JOIN rule_lines l ON l.evaluation_id = b.evaluation_id AND l.is_root AND NOT l.is_bonus
GROUP BY ALL
