/*---
id: P13
severity: info
title_zh: '一句清单之中同一物品不以同一数量列两次'
title_en: 'A sentence that lists things does not list one of them twice with one count'
tolerance: '0'
source: '清单逐项列示, 重复的一项会被算两次'
example: '保山2018年一报告: “窗口显示屏和系统对接设备60个…LED控制卡60个,窗口显示屏60个”'
limits: '两项须在一句之中、其间隔有他项, 一项的名称是另一项名称的开头(至少四字)'
---*/
WITH items AS (
    SELECT document_id, evaluation_id, claim_id, ordinal, name, value, unit FROM main.claims
    WHERE comparator = '=' AND NOT is_target AND unit NOT IN ('%', '‰', '分') AND length(name) >= 4 AND NOT contains(name, '·')
),
pairs AS (
    SELECT a.document_id, a.evaluation_id, a.claim_id, a.name, a.value, a.unit, b.claim_id AS again_id, b.name AS again
    FROM items a JOIN items b
        ON b.document_id = a.document_id AND b.unit = a.unit AND b.value = a.value
        AND b.evaluation_id IS NOT DISTINCT FROM a.evaluation_id
        AND b.ordinal BETWEEN a.ordinal + 2 AND a.ordinal + 10
        AND (starts_with(a.name, b.name) OR starts_with(b.name, a.name))
),
places AS (
    SELECT subject_id, span_start, span_end FROM main.evidence
    WHERE subject = 'claims' AND field = 'value'
        AND subject_id IN (SELECT claim_id FROM pairs UNION ALL SELECT again_id FROM pairs)
)
SELECT p.*, false AS holds
FROM pairs p
JOIN places v ON v.subject_id = p.claim_id
JOIN places w ON w.subject_id = p.again_id
JOIN main.texts x ON x.document_id = p.document_id
WHERE NOT regexp_matches(substring(x.text, v.span_end + 1, w.span_start - v.span_end), '[。;；\n]');

SELECT
    *,
    value AS stated,
    NULL AS expected,
    NULL AS tolerance,
    format('{}与{}均为{}{}, 似为一项', name, again, plain(value), unit) AS message,
    [operand('claims', claim_id, 'value'), operand('claims', again_id, 'value')] AS subjects
FROM rule_breaches
