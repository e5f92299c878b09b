/*---
id: P12
severity: warning
title_zh: '列名的乡镇、村与其个数一致'
title_en: 'The places that are named are as many as is said'
tolerance: '0'
source: '“甲镇、乙镇、丙镇3个镇”的句式; 一笔资金分给几处的, 分列金额合计与总额相同时, 处数亦须相同'
example: '保山2017年一报告: 补助四处2万元、4万元、2万元、2万元, 共10万元, 又称10万元“补助3个村”(为提示)'
limits: '后接“等”的, 只有列名多于个数才算不符; 所列须以镇、乡、街道、村、社区、县、区、市等字结尾; 按资金数出的为提示, 因一处未必是一个村'
---*/
WITH saying AS MATERIALIZED (
    -- A pattern that begins with a letter of its own is looked for ten times as fast as `contains` would look for it.
    SELECT document_id, text FROM main.texts
    WHERE regexp_matches(text, '个(?:镇|乡|村|行政村|社区|街道|县|区|市|州|旗)')
        AND document_id IN (SELECT document_id FROM main.evaluations)
),
named AS (
    SELECT document_id, unnest(list_distinct(regexp_extract_all(
        text,
        '(?:[一-龥]{2,9}、)+[一-龥]{1,9}(?:(?:以及|和|及|与)[一-龥]{1,9})?(?:等)?(?:共|共计)?(?:\d{1,2}|[两二三四五六七八九十]{1,3})个(?:乡镇|镇|乡|街道|行政村|村|社区|县区|县|区|市|州|旗)'
    ))) AS words
    FROM saying
    WHERE regexp_matches(text, '[镇乡道村区县市州旗]、[一-龥]{1,9}[镇乡道村区县市州旗](?:等)?(?:共|共计)?(?:\d{1,2}|[两二三四五六七八九十]{1,3})个(?:乡|镇|街道|行政村|村|社区|县|区|市|州|旗)')
),
parted AS (
    SELECT document_id, words, unnest([regexp_extract(
        words, '^(.*?)(等?)(?:共|共计)?(\d{1,2}|[两二三四五六七八九十]{1,3})个[^个]*$',
        ['names', 'more', 'count']
    )]) AS p
    FROM named
),
places AS (
    SELECT document_id, words, p.more = '等' AS has_more, counted(p.count) AS said,
        string_split(regexp_replace(p.names, '([镇乡道村区县市州旗])(?:以及|和|及|与)', '\1、'), '、') AS names
    FROM parted
),
listed AS (
    SELECT document_id, words, said, len(names) AS found, 'warning' AS severity,
        CASE
            WHEN said IS NULL OR len(list_filter(names, lambda one: NOT regexp_matches(one, '[镇乡道村区县市州旗]$'))) > 0 THEN NULL
            WHEN has_more THEN len(names) <= said
            ELSE len(names) = said
        END AS holds,
        NULL::VARCHAR AS other
    FROM places
),
-- 补助甲村2万元、乙村4万元、丙村2万元: what a sentence gives to places, one by one.
given_out AS (
    SELECT document_id, unnest(list_distinct(regexp_extract_all(
        text, '(?:[^、，,。;；:：\n\d]{3,24}\d+(?:\.\d+)?万?元[、，,])+[^、，,。;；:：\n\d]{3,24}\d+(?:\.\d+)?万?元'
    ))) AS words
    FROM saying
    WHERE regexp_matches(text, '[乡镇村区县组道][^、，,。;；:：\n\d]{0,12}\d+(?:\.\d+)?万?元[、，,][^、，,。;；:：\n\d]{0,16}[乡镇村区县组道][^、，,。;；:：\n\d]{0,12}\d+(?:\.\d+)?万?元')
),
sums AS (
    SELECT document_id, words, regexp_extract_all(words, '[^、，,\d]+(?:\d+(?:\.\d+)?)万?元') AS items,
        list_transform(
            regexp_extract_all(words, '(\d+(?:\.\d+)?)万?元', 1), lambda one: TRY_CAST(one AS DECIMAL(18, 4))
        ) AS amounts,
        list_distinct(regexp_extract_all(words, '\d(万?元)', 1)) AS units
    FROM given_out
),
said_of AS (
    SELECT document_id, unnest(list_distinct(regexp_extract_all(
        text, '\d+(?:\.\d+)?万?元[^。;；\n]{0,20}?(?:补助|扶持|支持|资助|用于|分给|安排)[^。;；，,\n\d]{0,8}?(?:\d{1,2}|[两二三四五六七八九十]{1,3})个(?:行政村|村|社区|乡镇|镇|乡)'
    ))) AS other
    FROM saying WHERE document_id IN (SELECT document_id FROM given_out)
),
shared AS (
    SELECT s.document_id, s.words, counted(t.p.count) AS said, len(s.items) AS found, t.other
    FROM sums s JOIN (
        SELECT document_id, other, unnest([regexp_extract(
            other, '^(\d+(?:\.\d+)?)(万?元).*?(\d{1,2}|[两二三四五六七八九十]{1,3})个[^个]*$', ['amount', 'unit', 'count']
        )]) AS p FROM said_of
    ) t ON t.document_id = s.document_id AND s.units = [t.p.unit]
        AND list_sum(s.amounts) = TRY_CAST(t.p.amount AS DECIMAL(18, 4))
    WHERE len(list_filter(s.items, lambda one: NOT regexp_matches(one, '[乡镇村区县组道]'))) = 0
)
SELECT document_id, words, said, found, severity, holds, other FROM listed
UNION ALL
SELECT document_id, words, said, found, 'info', said = found, other FROM shared;

SELECT
    b.*,
    (SELECT CASE WHEN count(*) = 1 THEN min(e.evaluation_id) END FROM main.evaluations e WHERE e.document_id = b.document_id)
        AS evaluation_id,
    said AS stated,
    found AS expected,
    0 AS tolerance,
    format('写为{}个, 所列为{}个', said, found) AS message,
    list_filter([
        operand('texts', document_id, span_of(text, words)), operand('texts', document_id, span_of(text, other))
    ], lambda one: one.field <> '-') AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
