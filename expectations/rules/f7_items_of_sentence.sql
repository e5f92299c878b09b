/*---
id: F7
severity: warning
title_zh: '一句之中分项金额之和等于其总额'
title_en: 'The items of a sentence add up to its total'
tolerance: '0.5 × 末位 × 项数(末位取句中小数位最多者; 分项照实书写, 整数并非取整)'
source: '“共A万元, 其中甲B万元、乙C万元”的句式'
example: '池州一表: 89.97万元, 其中30+30+29.99=89.99'
limits: '只看“其中、包括、分别为、分作、分为”之后至少两项、单位相同的金额; 相差超过2%的, 分项未必列全, 跳过'
---*/
WITH sentences AS (
    SELECT DISTINCT document_id, text, sentence
    FROM (
        SELECT document_id, text, unnest(regexp_extract_all(
            text, '[^。;；\n]*元[^。;；\n]*(?:其中|包括|分别为|分作|分为)[^。;；\n]*元'
        )) AS sentence
        FROM main.texts WHERE document_id IN (SELECT document_id FROM main.evaluations)
    )
    WHERE length(sentence) <= 600
),
told AS (
    SELECT document_id, text, sentence,
        regexp_extract(half_width(sentence), '(\d+(?:\.\d+)?)\s*([万萬亿億]?元)[^\d]{0,12}(?:其中|包括|分别为|分作|分为)(.*)$',
            ['total', 'unit', 'tail']) AS t
    FROM sentences
),
itemised AS (
    SELECT document_id, text, sentence, t.unit AS unit, TRY_CAST(t.total AS DECIMAL(24, 6)) AS total, t.total AS total_written,
        regexp_extract_all(t.tail, '(\d+(?:\.\d+)?)\s*[万萬亿億]?元', 1) AS items,
        len(regexp_extract_all(t.tail, '\d\s*[万萬亿億]?元')) = len(regexp_extract_all(t.tail, concat('\d\s*', t.unit))) AS one_unit
    FROM told WHERE t.total <> ''
),
added AS (
    SELECT *, list_transform(items, lambda one: TRY_CAST(one AS DECIMAL(24, 6))) AS amounts,
        greatest(decimals_of(total_written), list_max(list_transform(items, lambda one: decimals_of(one)))) AS decimals
    FROM itemised WHERE len(items) >= 2 AND one_unit AND total > 0
),
summed AS (
    SELECT *, list_sum(amounts)::DECIMAL(24, 6) AS added, (half_of_last(decimals) * len(items))::DECIMAL(24, 6) AS tolerance,
        -- What follows the items (…, 支出8万元) is none of them: any beginning of the list may be the whole of it.
        list_transform(range(2, len(amounts) + 1), lambda n: list_sum(amounts[1:n])) AS sums
    FROM added
)
SELECT
    s.document_id,
    CASE WHEN count(*) OVER (PARTITION BY s.document_id, s.sentence) = 1 THEN e.evaluation_id END AS evaluation_id,
    s.total AS stated,
    s.added AS expected,
    s.tolerance,
    CASE
        WHEN len(list_filter(s.sums, lambda one: abs(one - s.total) <= s.tolerance)) > 0 THEN true
        WHEN abs(s.added - s.total) <= 0.02 * s.total THEN false
    END AS holds,
    format('总额{}{}, 其后{}项合计{}{}', plain(s.total), s.unit, len(s.items), plain(s.added), s.unit) AS message,
    [operand('texts', s.document_id,
        concat(instr(s.text, s.sentence) - 1, '-', instr(s.text, s.sentence) - 1 + length(s.sentence)))] AS subjects
FROM summed s
LEFT JOIN main.evaluations e ON e.document_id = s.document_id
QUALIFY row_number() OVER (PARTITION BY s.document_id, s.sentence ORDER BY e.ordinal) = 1
