/*---
id: P10
severity: warning
title_zh: '年初(首批)的件数加新增(追加)的件数等于总件数'
title_en: 'What there was at first and what was added make the whole count'
tolerance: '0'
source: '“一共X个…年初A个…又添(新增、追加)B个”的句式, 件数须相加为总数'
example: '某州2024年一报告: 一共执行项目15个, 年初批复8个, 年中又添8个(合16个)'
limits: '三数须在同一段、同一单位、同一名称; 其间有减少、撤销、退出等去掉的件数的, 或同类的数不止一个的, 跳过'
---*/
WITH adding AS MATERIALIZED (
    -- Few documents speak of additions at all, and only their counts are looked at.
    SELECT DISTINCT document_id FROM main.claims WHERE regexp_matches(name, '新增|增加|追加|增补|新添|[又再][添增]|第二批|后续')
),
counts AS MATERIALIZED (
    SELECT document_id, evaluation_id, claim_id, ordinal, name, value, unit
    FROM main.claims SEMI JOIN adding USING (document_id)
    WHERE comparator = '=' AND NOT is_target AND value > 0 AND unit NOT IN ('%', '‰', '分', '年', '个月', '天')
    -- A whole and two parts.
    QUALIFY count(*) OVER (PARTITION BY document_id, unit, right(name, 2)) >= 3
),
-- Materialized, because what is asked of the role would otherwise be asked of every quote there is.
counted AS MATERIALIZED (
    SELECT c.document_id, c.evaluation_id, c.claim_id, c.ordinal, c.name, c.value, c.unit, v.span_start, v.span_end,
        CASE
            WHEN regexp_matches(v.quote, '减少|核减|调减|取消|撤销|退出|注销|剔除|终止') THEN 'less'
            WHEN regexp_matches(v.quote, '新增|增加|追加|增补|新添|[又再][添增]|第二批|后续') THEN 'added'
            WHEN regexp_matches(v.quote, '内有|内含|其中|结转') THEN 'inside'
            WHEN regexp_matches(v.quote, '年初|期初|首批|第一批|原有|原定') THEN 'first'
            WHEN regexp_matches(v.quote, '一共|总共|共计|合计|共') THEN 'whole'
        END AS role
    FROM counts c
    JOIN (
        FROM main.evidence
        WHERE subject = 'claims' AND field = 'value' AND subject_id IN (SELECT claim_id FROM counts)
    ) v ON v.subject_id = c.claim_id
),
wholes AS (
    SELECT w.document_id, w.evaluation_id, w.claim_id, w.name, w.unit, w.value, w.span_end,
        p.role, p.claim_id AS part_id, p.value AS part, p.span_end AS part_end
    FROM counted w JOIN counted p
        ON p.document_id = w.document_id AND p.unit = w.unit AND right(p.name, 2) = right(w.name, 2)
        AND p.ordinal BETWEEN w.ordinal + 1 AND w.ordinal + 6 AND p.role IN ('first', 'added', 'less')
    WHERE w.role = 'whole'
),
summed AS (
    SELECT document_id, evaluation_id, claim_id, name, unit, value, span_end,
        max(part_id) FILTER (role = 'first') AS first_id, max(part) FILTER (role = 'first') AS first,
        max(part_id) FILTER (role = 'added') AS added_id, max(part) FILTER (role = 'added') AS added,
        max(part_end) AS last_end,
        count(*) FILTER (role = 'first') = 1 AND count(*) FILTER (role = 'added') = 1
            AND count(*) FILTER (role = 'less') = 0 AS is_told
    FROM wholes GROUP BY ALL
    HAVING count(*) FILTER (role = 'first') >= 1 AND count(*) FILTER (role = 'added') >= 1
)
SELECT s.*,
    CASE WHEN is_told AND NOT contains(substring(x.text, span_end, last_end - span_end), chr(10))
        THEN value = first + added END AS holds
FROM summed s JOIN main.texts x USING (document_id);

SELECT
    *,
    value AS stated,
    first + added AS expected,
    0 AS tolerance,
    format('{}写为{}{}, 年初(首批){}与新增{}合计{}', name, plain(value), unit, plain(first), plain(added), plain(first + added))
        AS message,
    [operand('claims', claim_id, 'value'), operand('claims', first_id, 'value'), operand('claims', added_id, 'value')]
        AS subjects
FROM rule_breaches
