/*---
id: T2
severity: info
title_zh: '文中“公开时间”与网页发布日期相差不到半年'
title_en: 'The day of disclosure in a paper lies within half a year of the day its page went up'
tolerance: '183日'
source: '决算、自评在公开之日上网; 相差一年的多为年份写错'
example: '洪雅县2021年决算: 网页发布于2022-09-19, 封面写“公开时间:2021年9月19日”'
---*/
WITH said AS (
    SELECT document_id, unnest(regexp_extract_all(
        text, '公开(?:时间|日期)[:：]?\s*(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}'
    )[1:1]) AS words
    FROM main.texts WHERE regexp_matches(text, '公开(?:时间|日期)')
),
days AS (
    SELECT document_id, words, list_transform(regexp_extract_all(words, '\d+'), lambda one: one::INTEGER) AS n FROM said
),
dated AS (
    SELECT document_id, words,
        -- 2月30日 is no day.
        TRY_CAST(format('{:04d}-{:02d}-{:02d}', n[1], n[2], n[3]) AS DATE) AS said
    FROM days
)
SELECT d.document_id, s.words, s.said, d.published_on, abs(date_diff('day', s.said, d.published_on)) <= 183 AS holds
FROM dated s JOIN main.documents d USING (document_id);

SELECT
    b.*,
    NULL AS evaluation_id,
    date_diff('day', published_on, said) AS stated,
    0 AS expected,
    183 AS tolerance,
    format('文中“{}”, 网页发布于{}', words, published_on::VARCHAR) AS message,
    [operand('documents', document_id, 'published_on'), operand('texts', document_id, span_of(text, words))] AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
