/*---
id: P7
severity: warning
title_zh: '自评表已填写: 没有得分空白而提示语仍在的'
title_en: 'The form was filled in: its scores are not blank with the hints still standing'
tolerance: '无'
source: '公开的是空白表样'
example: '某镇2023年一表: 得分全空, 留有“100字以内”“指标1”“……”'
---*/
WITH lines AS (
    SELECT evaluation_id, count(*) AS lines, count(points) AS scored, min(score_id) AS score_id
    FROM rule_lines
    WHERE is_leaf AND max_points > 0
    GROUP BY ALL HAVING count(*) >= 2
),
forms AS (
    SELECT e.document_id, l.*
    FROM lines l JOIN main.evaluations e USING (evaluation_id) JOIN main.documents d USING (document_id)
    WHERE d.doc_type <> 'target_form'
),
hinted AS (
    SELECT document_id, regexp_extract(
        text, '\d{2,4}\s*字以?内|指标\s*[12]\s*[:：]?\s*[\n\t|]|[\n\t|]\s*(?:……|\.{6})\s*[\n\t|]|[X×]{2,}(?:项目|单位|局|年)|\[image:'
    ) AS hint
    FROM main.texts WHERE document_id IN (SELECT document_id FROM forms WHERE scored = 0)
)
SELECT f.*, h.hint, f.scored > 0 OR coalesce(h.hint, '') = '' AS holds
FROM forms f LEFT JOIN hinted h USING (document_id);

SELECT
    b.*,
    scored AS stated,
    lines AS expected,
    0 AS tolerance,
    format('{}项指标均无得分, 表中仍有提示语“{}”', lines, trim(hint, chr(9) || chr(10) || ' |')) AS message,
    [operand('scores', score_id, 'points'),
     operand('texts', document_id, concat(instr(text, hint) - 1, '-', instr(text, hint) - 1 + length(hint)))] AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
