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
    SELECT DISTINCT document_id, sentence
    FROM (
        SELECT document_id, unnest(regexp_extract_all(
            text, '[^。;；\n]*元[^。;；\n]*(?:其中|包括|分别为|分作|分为)[^。;；\n]*元'
        )) AS sentence
        FROM main.texts
        WHERE document_id IN (SELECT document_id FROM main.evaluations)
            -- Few texts have such a sentence at all, and to see that costs less than to cut it out.
            AND regexp_matches(text, '元[^。;；\n]*(?:其中|包括|分别为|分作|分为)[^。;；\n]*元[^。;；\n]*元')
    )
    WHERE length(sentence) <= 600
),
told AS (
    -- Unnested, because a condition on what is cut out would otherwise cut it out a second time.
    SELECT document_id, sentence, unnest([regexp_extract(
        half_width(sentence), '(\d+(?:\.\d+)?)\s*([万萬亿億]?元)[^\d]{0,12}(?:其中|包括|分别为|分作|分为)(.*)$',
        ['total', 'unit', 'tail']
    )]) AS t
    FROM sentences
),
itemised AS (
    SELECT document_id, sentence, t.unit AS unit, number_of(t.total) AS total, t.total AS total_written,
        unnest([regexp_extract_all(t.tail, '(\d+(?:\.\d+)?)\s*[万萬亿億]?元', 1)]) AS items,
        unnest([regexp_extract_all(t.tail, '\d\s*([万萬亿億]?元)', 1)]) AS units
    FROM told WHERE t.total <> ''
),
added AS (
    SELECT *, list_transform(items, lambda one: number_of(one)) AS amounts,
        greatest(decimals_of(total_written), list_max(list_transform(items, lambda one: decimals_of(one)))) AS decimals
    FROM itemised WHERE len(items) >= 2 AND list_distinct(units) = [unit] AND total > 0
),
summed AS (
    SELECT *, list_sum(amounts)::DECIMAL(24, 6) AS added, (half_of_last(decimals) * len(items))::DECIMAL(24, 6) AS tolerance
    FROM added
)
SELECT document_id, sentence, total, added, tolerance, unit, len(items) AS items,
    CASE
        WHEN abs(added - total) <= tolerance THEN true
        -- What follows the items (…, 支出8万元) is none of them: any beginning of the list may be the whole of it.
        WHEN len(list_filter(
            range(2, len(amounts)), lambda n: abs(list_sum(amounts[1:n]) - total) <= tolerance
        )) > 0 THEN true
        WHEN abs(added - total) <= 0.02 * total THEN false
    END AS holds
FROM summed;

SELECT
    b.*,
    -- The sentence of a document with several evaluations belongs to none of them for certain.
    (SELECT CASE WHEN count(*) = 1 THEN min(e.evaluation_id) END FROM main.evaluations e WHERE e.document_id = b.document_id)
        AS evaluation_id,
    total AS stated,
    added AS expected,
    format('总额{}{}, 其后{}项合计{}{}', plain(total), unit, items, plain(added), unit) AS message,
    [operand('texts', document_id, concat(instr(text, sentence) - 1, '-', instr(text, sentence) - 1 + length(sentence)))]
        AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
