/*---
id: F8
severity: warning
title_zh: '两级共同安排的总额, 不应又写成其中一级的资金'
title_en: 'A total that two levels of government share is not told again as the money of one of them'
tolerance: '无'
source: '资金按来源分级列示: 各级之和为总额, 故一级的资金小于总额'
example: '旌德2021年一项目: 中央30.9万元, 县30.9万元, 共61.8万元; 后又写“中央下达资金61.8万元”'
limits: '总额由三级以上分担的不查; 一级资金写有两个数而都不是总额的, 可能是两笔, 视为相符'
---*/
WITH levels AS (
    SELECT * FROM rule_amounts WHERE source IN ('central', 'province', 'city', 'county') AND amount_yuan > 0
),
shared AS (
    SELECT t.fund_id AS total_id, t.amount_yuan AS total, a.evaluation_id, a.measure, a.source,
        a.fund_id AS one_id, a.amount_yuan AS one, b.fund_id AS other_id, b.amount_yuan AS other
    FROM rule_amounts t
    JOIN levels a ON a.evaluation_id = t.evaluation_id AND a.measure = t.measure AND a.amount_yuan < t.amount_yuan
    JOIN levels b ON b.evaluation_id = t.evaluation_id AND b.measure = t.measure
        AND b.source <> a.source AND b.amount_yuan = t.amount_yuan - a.amount_yuan
    WHERE t.source = 'total'
    QUALIFY row_number() OVER (
        PARTITION BY t.evaluation_id, t.measure, a.source ORDER BY t.fund_id, a.fund_id, b.fund_id
    ) = 1
)
SELECT s.*, l.document_id, l.fund_id AS again_id, l.amount_yuan AS again, l.amount_yuan <> s.total AS holds
FROM shared s
JOIN levels l ON l.evaluation_id = s.evaluation_id AND l.measure = s.measure AND l.source = s.source
    AND l.fund_id <> s.one_id;

SELECT
    document_id,
    evaluation_id,
    again AS stated,
    one AS expected,
    0 AS tolerance,
    format('一级的资金写为{}元, 而该级{}元与另一级{}元合计才是{}元', plain(again), plain(one), plain(other), plain(total)) AS message,
    [
        operand('funds', again_id, 'amount_yuan'), operand('funds', one_id, 'amount_yuan'),
        operand('funds', other_id, 'amount_yuan'), operand('funds', total_id, 'amount_yuan')
    ] AS subjects
FROM rule_breaches
