/*---
id: P8
severity: warning
title_zh: '一句之中“占总投资的z%”等于其金额之比'
title_en: 'A share of the whole money in a sentence is the ratio of its amounts'
tolerance: '所写比率末位的半个单位(百分点)'
source: '“总投资A万元…支出B万元, 占总投资的z%”的句式; P1 用于金额'
example: '海南2019年一报告: 总投资261.10万元, 支出130.55万元, 写占总指标的100%(应为50%)'
---*/
WITH told AS (
    SELECT document_id, text, unnest(regexp_extract_all(
        text,
        '总(?:投资|预算|概算|资金|额)[^。;；\n\d]{0,8}\d[\d,.]*\s*[万亿]?元[^。;；\n]{0,60}?\d[\d,.]*\s*[万亿]?元[,，]\s*占(?:该|本)?(?:项目)?(?:资金|投资|预算)?总(?:投资|指标|预算|概算|资金|额)的?\s*\d+(?:\.\d+)?%'
    )) AS sentence
    FROM main.texts
    WHERE regexp_matches(text, '占[^。;；\n]{0,8}总(?:投资|指标|预算|概算|资金|额)的?\s*\d')
        AND document_id IN (SELECT document_id FROM main.evaluations)
),
parts AS (
    SELECT document_id, text, sentence, regexp_extract(
        half_width(sentence), '^[^\d]*(\d+(?:\.\d+)?)\s*([万亿]?元).*?(\d+(?:\.\d+)?)\s*([万亿]?元)[,，]?\s*占[^\d]*(\d+(?:\.\d+)?)%$',
        ['whole', 'whole_unit', 'part', 'part_unit', 'rate']
    ) AS p
    FROM told
),
numbers AS (
    SELECT document_id, text, sentence, p.rate::DECIMAL(12, 4) AS rate, decimals_of(p.rate) AS decimals, p.part AS part, p.whole AS whole,
        CASE WHEN p.part_unit = p.whole_unit THEN 100 * p.part::DOUBLE / nullif(p.whole::DOUBLE, 0) END AS due
    FROM parts WHERE p.rate <> ''
)
SELECT *, abs(rate::DOUBLE - due) <= half_of_last(decimals)::DOUBLE + 0.000001 AS holds
FROM numbers;

SELECT
    *,
    NULL AS evaluation_id,
    rate AS stated,
    due AS expected,
    half_of_last(decimals) AS tolerance,
    format('占总额写为{}%, {}÷{}={}%', plain(rate), part, whole, plain(round(due, 4))) AS message,
    [operand('texts', document_id, concat(instr(text, sentence) - 1, '-', instr(text, sentence) - 1 + length(sentence)))] AS subjects
FROM rule_breaches
