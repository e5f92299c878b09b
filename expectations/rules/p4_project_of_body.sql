/*---
id: P4
severity: warning
title_zh: '正文所称被评价项目与标题、项目名称一致'
title_en: 'The project that the body says it evaluates is the one of the title'
tolerance: '相邻二字重合不少于60%'
source: '套用他项目文稿的常见痕迹'
example: '保山市2018年一份报告: 标题为智能化设备采购, 正文称对“…运行经费”项目进行了评价'
limits: '只看“对…“某某”项目(资金)…进行/开展…评价”的句式'
---*/
WITH said AS (
    -- Unnested, because a condition on what is cut out would otherwise cut it out a second time.
    SELECT document_id, unnest([regexp_extract(
        text, '对[^。“”"\n]{0,30}[“"]([^“”"\n]{4,40})[”"]\s*(?:项目|专项|资金)[^。\n]{0,30}(?:进行|开展)[^。\n]{0,30}(?:评价|自评)', 1
    )]) AS name
    FROM main.texts
    WHERE document_id IN (SELECT document_id FROM main.evaluations) AND (contains(text, '”') OR contains(text, '"'))
),
named AS (
    SELECT s.document_id, s.name, regexp_replace(s.name, '[\s“”"《》()（）]|项目$|经费$|资金$', '', 'g') AS bare,
        regexp_replace(concat_ws(' ', d.title, array_to_string(list_sort(list(p.name) FILTER (p.name IS NOT NULL)), ' ')), '[\s“”"‘’《》()（）]', '', 'g') AS known,
        count(p.name) > 0 OR regexp_matches(d.title, '项目') AS has_name
    FROM said s
    JOIN main.documents d USING (document_id)
    LEFT JOIN main.evaluations e USING (document_id)
    LEFT JOIN main.projects p USING (project_id)
    GROUP BY s.document_id, s.name, d.title
),
compared AS (
    SELECT *, list_distinct(list_transform(range(1, length(bare)), lambda place: substring(bare, place::INTEGER, 2))) AS pairs,
        len(list_filter(pairs, lambda pair: contains(known, pair))) AS shared
    FROM named WHERE length(bare) >= 4
)
SELECT document_id, name, 100 * shared / len(pairs) AS share, CASE WHEN has_name THEN shared >= 0.6 * len(pairs) END AS holds
FROM compared;

SELECT
    b.*,
    NULL AS evaluation_id,
    round(share, 2) AS stated,
    60 AS expected,
    0 AS tolerance,
    format('正文称评价的是“{}”, 与标题和项目名称只有{}%重合', name, plain(round(share, 0))) AS message,
    [operand('documents', document_id, 'title'),
     operand('texts', document_id, concat(instr(text, name) - 1, '-', instr(text, name) - 1 + length(name)))] AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
