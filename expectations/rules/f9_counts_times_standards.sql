/*---
id: F9
severity: info
title_zh: '各类人数乘以各自补助标准, 合计等于支出'
title_en: 'Counts of people times the standard of each make the money that was spent'
tolerance: '支出末位的半个单位'
source: '补助资金按标准发放: 支出=Σ人数×标准'
example: '保山2017年一报告: 小学生140人、初中生96人、高中生42人, 每年300、500、1000元, 合13.2万元, 写支付16万元'
limits: '须有至少两类, 每类的人数与标准(元/年、元/人、元/户、元/亩)各只有一个; 按月的标准不知几个月, 不核对; 合计与支出相差一半以上的, 多半另有支出, 跳过'
---*/
WITH standards AS (
    SELECT document_id, unnest(list_distinct(regexp_extract_all(
        text, '[一-龥]{2,12}\d+(?:\.\d+)?元/[·•.]?(?:人|生|户|亩|学年|年)(?:[·•./]?(?:学年|年))?[、，,；;和]'
            || '[一-龥]{2,12}\d+(?:\.\d+)?元/[^。\n]*'
    ))) AS words
    FROM main.texts
    WHERE regexp_matches(text, '元/[^。\n]{2,20}\d元/') AND document_id IN (SELECT document_id FROM main.evaluations)
),
classes AS (
    SELECT document_id, words, unnest(regexp_extract_all(words, '[一-龥]{2,12}\d+(?:\.\d+)?元/[^、，,；;和]*')) AS one
    FROM standards
),
told AS (
    SELECT document_id, words, regexp_extract(one, '^([一-龥]+)', 1) AS class,
        TRY_CAST(regexp_extract(one, '(\d+(?:\.\d+)?)元', 1) AS DECIMAL(12, 2)) AS standard,
        regexp_matches(one, '月|天|日|次|学期') AS is_repeated
    FROM classes
),
matched AS (
    SELECT t.document_id, t.words, t.class, t.standard, t.is_repeated, c.evaluation_id,
        count(c.claim_id) AS counts, min(c.claim_id) AS claim_id, min(c.value) AS value
    FROM told t LEFT JOIN (FROM main.claims WHERE document_id IN (SELECT document_id FROM standards)) c
        ON c.document_id = t.document_id AND c.unit IN ('人', '名', '户', '亩', '人次') AND c.comparator = '='
        AND (ends_with(c.name, t.class) OR right(c.name, 3) = right(t.class, 3))
    GROUP BY ALL
),
summed AS (
    SELECT document_id, words, min(evaluation_id) AS evaluation_id,
        CASE
            WHEN count(*) >= 2 AND bool_and(counts = 1) AND NOT bool_or(is_repeated)
                AND min(evaluation_id) = max(evaluation_id) AND count(DISTINCT claim_id) = count(*)
                THEN sum(standard * value)::DECIMAL(18, 2)
        END AS due,
        list(claim_id ORDER BY claim_id) AS claims
    FROM matched GROUP BY document_id, words
),
paid AS (
    SELECT evaluation_id, min(fund_id) AS fund_id, max(amount_yuan) AS amount, max(step) AS step
    FROM rule_amounts WHERE evaluation_id IN (SELECT evaluation_id FROM summed) AND measure = 'spent' AND source IN ('total', 'fiscal') AND is_own_year
    GROUP BY evaluation_id HAVING min(amount_yuan) = max(amount_yuan)
)
SELECT s.*, p.fund_id, p.amount, coalesce(0.5 * p.step, 0)::DECIMAL(18, 2) AS tolerance,
    CASE WHEN p.amount BETWEEN 0.5 * due AND 2 * due THEN abs(p.amount - due) <= coalesce(0.5 * p.step, 0) END AS holds
FROM summed s LEFT JOIN paid p USING (evaluation_id);

SELECT
    b.* EXCLUDE (tolerance),
    amount AS stated,
    due AS expected,
    tolerance,
    format('支出{}元, 而各类人数×标准合计{}元', plain(amount), plain(due)) AS message,
    list_concat(
        [operand('funds', fund_id, 'amount_yuan'), operand('texts', document_id, span_of(text, words))],
        list_transform(claims, lambda one: operand('claims', one, 'value'))
    ) AS subjects
FROM rule_breaches b JOIN main.texts USING (document_id)
