/*---
id: P9
severity: info
title_zh: '“平均每个工作日”的数量与其总量相符(一年约250个工作日)'
title_en: 'An average per working day fits its total: a year has some 250 working days'
tolerance: '240至260个工作日, 另加平均数末位的半个单位'
source: '国务院办公厅每年的节假日安排: 全年247至252个工作日'
example: '大英县2023年一报告: 全年7515条, 平均每个工作日35条(合214.7个工作日)'
limits: '总量只是一年中一段时间的, 也会列出'
---*/
WITH averages AS (
    SELECT a.document_id, a.evaluation_id, a.claim_id, a.value AS average, a.unit, t.claim_id AS total_id, t.value AS total
    FROM main.claims a
    LEFT JOIN main.claims t ON t.document_id = a.document_id AND t.ordinal = a.ordinal - 1 AND t.unit = a.unit
        AND t.comparator = '=' AND t.value > a.value
    WHERE contains(a.name, '工作日') AND regexp_matches(a.name, '平均每个?工作日|每个?工作日平均')
        AND a.comparator = '=' AND a.value > 0
)
SELECT *,
    total::DOUBLE / (average::DOUBLE + 0.5) <= 260 AND total::DOUBLE / greatest(average::DOUBLE - 0.5, 0.1) >= 240 AS holds
FROM averages;

SELECT
    *,
    average AS stated,
    round(total::DOUBLE / 250, 2) AS expected,
    0.5 AS tolerance,
    format('平均每个工作日{}{}, 总量{}{}, 合{}个工作日', plain(average), unit, plain(total), unit,
        plain(round(total::DOUBLE / average::DOUBLE, 1))) AS message,
    given([operand('claims', claim_id, 'value'), operand('claims', total_id, 'value')]) AS subjects
FROM rule_breaches
