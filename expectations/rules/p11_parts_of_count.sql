/*---
id: P11
severity: info
title_zh: '一句之中“共X, 其中甲a、乙b”的分项件数合计等于总件数'
title_en: 'The counts behind 其中 in a sentence add up to the count before it'
tolerance: '0'
source: '“共A个, 其中甲a个、乙b个”的句式; F7 用于件数'
example: '某报告: 培训893人, 其中省级34人、市县级660人、乡镇200人(合894人)'
limits: '只看“其中、包括、分别为”之后至少两项、单位相同的件数; 少于总数2%以上或多于总数10%以上的, 分项未必列全或彼此重叠, 跳过'
---*/
WITH counting AS (
    -- A whole and two parts in one unit; to see that costs less than to look for the sentence.
    SELECT document_id FROM main.claims WHERE unit NOT IN ('%', '‰', '分')
    GROUP BY document_id, unit HAVING count(*) >= 3
),
sentences AS (
    SELECT document_id, unnest(list_distinct(regexp_extract_all(
        text,
        '[^。;；\n\d]{0,30}\d[\d,.]*[个人名户家件项条台套亩所村处辆场份头株座次吨]{1,2}[^。;；\n\d]{0,12}(?:其中|包括|分别为)[^。;；\n]*?\d[^。;；\n]*'
    ))) AS sentence
    FROM main.texts
    WHERE document_id IN (SELECT document_id FROM counting)
        AND regexp_matches(text, '[个人名户家件项条台套亩所村处辆场份头株座次吨][^。;；\n\d]{0,12}(?:其中|包括|分别为)[^。;；\n]{0,40}\d')
),
told AS (
    SELECT document_id, sentence, unnest([regexp_extract(
        plain_sentence, '^[^\d]*(\d+(?:\.\d+)?)([个人名户家件项条台套亩所村处辆场份头株座次吨]{1,2})[^\d]{0,12}?(?:其中|包括|分别为)(.*)$',
        ['total', 'unit', 'tail']
    )]) AS t
    FROM (SELECT document_id, sentence, half_width(sentence) AS plain_sentence FROM sentences WHERE length(sentence) <= 300)
),
itemised AS (
    SELECT document_id, sentence, t.unit AS unit, number_of(t.total) AS total,
        unnest([list_transform(
            regexp_extract_all(t.tail, concat('(\d+(?:\.\d+)?)', t.unit), 1), lambda one: number_of(one)
        )]) AS items,
        -- A second 其中 divides one of the items.
        regexp_matches(t.tail, '其中|包括') AS is_divided
    FROM told WHERE t.total <> ''
),
summed AS (
    SELECT *, list_sum(items)::DECIMAL(24, 6) AS added,
        list_transform(range(2, len(items) + 1), lambda n: list_sum(items[1:n])) AS sums
    FROM itemised WHERE len(items) >= 2 AND total > 0 AND NOT is_divided AND list_max(items) < total
)
SELECT document_id, sentence, total, added, unit, len(items) AS items,
    CASE
        WHEN list_contains(sums, total) THEN true
        WHEN added BETWEEN 0.98 * total AND 1.1 * total THEN false
    END AS holds
FROM summed;

SELECT
    b.*,
    -- The sentence of a document with several evaluations belongs to none of them for certain.
    (SELECT CASE WHEN count(*) = 1 THEN min(e.evaluation_id) END FROM main.evaluations e WHERE e.document_id = b.document_id)
        AS evaluation_id,
    total AS stated,
    added AS expected,
    0 AS tolerance,
    format('总数{}{}, 其后{}项合计{}{}', plain(total), unit, items, plain(added), unit) AS message,
    [operand('texts', document_id, span_of(text, sentence))] AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
