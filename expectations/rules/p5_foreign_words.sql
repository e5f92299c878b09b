/*---
id: P5
severity: info
title_zh: '正文不用别的单位的自称(局称“我委”、县级市称“县委”、非园区谈“园区经济”)'
title_en: 'The body does not speak of itself in another body''s words'
tolerance: '无'
source: '套用他单位文稿的常见痕迹'
example: '保山市政务服务管理局的报告写“我委”“园区经济”; 邵东2019年设市后仍写“县委、县政府”'
limits: '单位与发布机构均未读出的跳过'
---*/
WITH known AS (
    SELECT e.document_id, bool_or(p.implementing_unit IS NOT NULL OR p.competent_department IS NOT NULL) AS has_body
    FROM main.evaluations e JOIN main.projects p USING (project_id)
    WHERE e.document_id IN (SELECT document_id FROM main.texts)
    GROUP BY e.document_id
),
bodies AS (
    SELECT d.document_id, d.region_code, d.title, d.publisher, d.publisher IS NOT NULL OR k.has_body AS is_known
    FROM main.documents d JOIN known k USING (document_id)
),
wordy AS (
    SELECT document_id,
        CASE WHEN contains(text, '我委') THEN regexp_extract(text, '我委(?:[^托派员屈任]|$)') END AS committee,
        CASE WHEN contains(text, '我局') THEN regexp_extract(text, '我局(?:[^部限势面]|$)') END AS bureau,
        contains(text, '园区经济') AS has_park, contains(text, '县委、县政府') AS has_county
    FROM main.texts
    WHERE regexp_matches(text, '我委|我局|园区经济|县委、县政府')
),
named AS (
    SELECT b.document_id, any_value(b.region_code) AS region_code, any_value(r.name) AS region, any_value(w) AS w,
        concat_ws(' ', any_value(b.title), any_value(b.publisher),
            string_agg(concat_ws(' ', p.implementing_unit, p.competent_department), ' ')) AS names
    FROM wordy w
    JOIN bodies b USING (document_id)
    JOIN main.evaluations e USING (document_id)
    JOIN main.projects p USING (project_id)
    LEFT JOIN main.regions r ON r.region_code = b.region_code
    GROUP BY b.document_id
),
told AS (
    SELECT document_id,
        list_filter([
            CASE WHEN NOT contains(names, '委') THEN w.committee END,
            CASE WHEN NOT contains(names, '局') THEN w.bureau END,
            CASE WHEN w.has_park AND NOT regexp_matches(names, '园|开发区|高新|工业|商务|经济|科技') THEN '园区经济' END,
            CASE WHEN w.has_county AND names NOT LIKE '%县%' AND region_code NOT LIKE '%00' AND ends_with(region, '市')
                THEN '县委、县政府' END
        ], lambda word: word <> '') AS words
    FROM named
)
SELECT b.document_id, t.words, CASE WHEN b.is_known THEN coalesce(len(t.words), 0) = 0 END AS holds
FROM bodies b LEFT JOIN told t USING (document_id);

SELECT
    b.*,
    NULL AS evaluation_id,
    NULL AS stated,
    NULL AS expected,
    0 AS tolerance,
    format('正文出现“{}”, 与本单位不符', array_to_string(list_transform(words, lambda word: regexp_extract(word, '我委|我局|.+')), '”“'))
        AS message,
    list_transform(words, lambda word: operand('texts', document_id,
        concat(instr(text, word) - 1, '-', instr(text, word) - 1 + length(regexp_extract(word, '我委|我局|.+'))))) AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
