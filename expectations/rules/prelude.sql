-- What several rules stand on: operands of a case, decimals as written, money by evaluation, lines by parent.
-- Every name here is temporary and begins with "rule_" or is a macro; run_rules drops the tables afterwards.

-- A value that takes part in a case, by which its evidence is found.
CREATE OR REPLACE TEMP MACRO operand(table_name, id, column_name) AS
    {'subject': table_name, 'subject_id': id, 'field': column_name};

CREATE OR REPLACE TEMP MACRO given(operands) AS
    list_filter(operands, lambda one: one.subject_id IS NOT NULL);

-- Where words first stand in a text, as the span of an operand of `texts`.
CREATE OR REPLACE TEMP MACRO span_of(whole, words) AS
    concat(instr(whole, words) - 1, '-', instr(whole, words) - 1 + length(words));

CREATE OR REPLACE TEMP MACRO half_width(written) AS
    translate(replace(replace(written, ',', ''), '，', ''), '０１２３４５６７８９．', '0123456789.');

CREATE OR REPLACE TEMP MACRO decimals_of(numeral) AS
    length(split_part(numeral, '.', 2));

-- A numeral as an exact number. DuckDB reads decimals of more than 18 digits twenty times more slowly.
CREATE OR REPLACE TEMP MACRO number_of(numeral) AS
    coalesce(TRY_CAST(numeral AS DECIMAL(18, 6)), TRY_CAST(numeral AS DECIMAL(24, 6)));

-- Decimals with which a value is written in its quote; those of the value itself where the quote has other digits.
CREATE OR REPLACE TEMP MACRO decimals_written(quote, number) AS
    coalesce(
        list_min(list_transform(
            regexp_extract_all(half_width(quote), '\d+(?:\.\d+)?'),
            lambda numeral: CASE WHEN number_of(numeral) = number THEN decimals_of(numeral) END
        )),
        length(rtrim(regexp_extract(number::VARCHAR, '\.(\d+)', 1), '0'))
    );

-- A count in digits or spoken (七, 两, 十二); NULL beyond twenty.
CREATE OR REPLACE TEMP MACRO counted(written) AS
    coalesce(
        TRY_CAST(written AS INTEGER),
        list_position(
            ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八', '十九', '二十'],
            replace(written, '两', '二')
        )
    );

-- Whether a section on problems says that there are none; false for a text that tells of some, NULL without one.
CREATE OR REPLACE TEMP MACRO says_none(problems) AS
    regexp_matches(
        regexp_replace(problems, '[\s。.,，;；:：、/\\—-]', '', 'g'),
        '^(?:|无|暂无|没有|无问题|暂无问题|没有问题|不存在问题|无存在问题|未发现问题)$'
    );

-- Half a unit of the last decimal: what rounding can hide.
CREATE OR REPLACE TEMP MACRO half_of_last(decimals) AS
    (0.5 * pow(10, -decimals))::DECIMAL(24, 6);

-- Scores: 0.05 points, for more than ten addends 0.005 points each.
CREATE OR REPLACE TEMP MACRO score_tolerance(addends) AS
    (CASE WHEN addends > 10 THEN 0.005 * addends ELSE 0.05 END)::DECIMAL(24, 6);

CREATE OR REPLACE TEMP MACRO plain(number) AS
    rtrim(rtrim(number::DECIMAL(24, 6)::VARCHAR, '0'), '.');

-- Amounts with the yuan that one unit of their last written decimal is worth. Units are powers of ten; a written
-- zero and Chinese numerals say nothing of rounding.
CREATE OR REPLACE TEMP TABLE rule_amounts AS
WITH written AS (
    SELECT f.fund_id, f.evaluation_id, e.document_id, f.fiscal_year, e.fiscal_year AS evaluated_year,
        coalesce(f.fiscal_year, e.fiscal_year) AS year,
        coalesce(f.fiscal_year = e.fiscal_year, f.fiscal_year IS NULL) AS is_own_year, f.measure, f.source, f.amount_yuan, f.unit_from,
        regexp_extract(half_width(f.amount_as_written), '\d+(?:\.\d+)?') AS numeral
    FROM main.funds f JOIN main.evaluations e USING (evaluation_id)
)
SELECT * EXCLUDE (numeral),
    CASE WHEN TRY_CAST(numeral AS DOUBLE) > 0 AND amount_yuan <> 0 THEN
        pow(10, round(log10(abs(amount_yuan::DOUBLE) / TRY_CAST(numeral AS DOUBLE))) - decimals_of(numeral))
    END AS step
FROM written;

-- A source that is one of the parts of its column's total. The levels of government divide the fiscal money; where
-- both are given they would count twice.
CREATE OR REPLACE TEMP MACRO is_part(source, unit_from, has_fiscal) AS
    unit_from <> 'sentence' AND source <> 'total'
    AND NOT (has_fiscal AND source IN ('central', 'province', 'city', 'county'));

-- One row a column of money in a form: its total (unknown where two are given), and what its sources add up to.
-- Prose seldom names every source; a form's column does.
CREATE OR REPLACE TEMP TABLE rule_columns AS
SELECT evaluation_id, measure, year, min(document_id) AS document_id,
    min(fund_id) FILTER (source = 'total') AS total_id,
    max(amount_yuan) FILTER (source = 'total') AS total_most,
    CASE WHEN min(amount_yuan) FILTER (source = 'total') = total_most THEN total_most END AS total,
    max(step) FILTER (source = 'total') AS total_step,
    bool_or(source = 'fiscal') AS has_fiscal,
    sum(amount_yuan) FILTER (is_part(source, unit_from, true)) AS others,
    count(*) FILTER (is_part(source, unit_from, true)) AS other_parts,
    max(step) FILTER (is_part(source, unit_from, true)) AS other_step,
    sum(amount_yuan) FILTER (source IN ('central', 'province', 'city', 'county')) AS levels,
    count(*) FILTER (source IN ('central', 'province', 'city', 'county')) AS level_parts,
    max(step) FILTER (source IN ('central', 'province', 'city', 'county')) AS level_step,
    sum(amount_yuan) FILTER (source IN ('fiscal', 'carryover', 'own_or_other') AND amount_yuan > 0) AS sources
FROM rule_amounts WHERE unit_from <> 'sentence'
GROUP BY evaluation_id, measure, year;

-- The amount of a measure, unknown where it is given in two different amounts.
CREATE OR REPLACE TEMP MACRO given_once(amount, measure, wanted) AS
    CASE WHEN min(amount) FILTER (measure = wanted) = max(amount) FILTER (measure = wanted)
        THEN min(amount) FILTER (measure = wanted) END;

-- One row an evaluation: the money of its own year as totals (or all as fiscal money, where no total is given).
-- An evaluation with one budget and one spent amount speaks of the same money, whichever source it names for each.
-- A measure that a document gives in two different amounts is not known here.
CREATE OR REPLACE TEMP TABLE rule_money AS
WITH simple AS (
    SELECT evaluation_id FROM rule_amounts WHERE is_own_year GROUP BY evaluation_id
    HAVING count(*) FILTER (measure IN ('budget_adjusted', 'budget_initial')) = 1
        AND count(*) FILTER (measure = 'spent') = 1
),
of_year AS (
    SELECT a.* REPLACE (CASE WHEN source = 'fiscal' AND s.evaluation_id IS NULL THEN 'fiscal' ELSE 'total' END AS source)
    FROM rule_amounts a LEFT JOIN simple s USING (evaluation_id)
    WHERE is_own_year AND (source IN ('total', 'fiscal')
        OR s.evaluation_id IS NOT NULL AND measure IN ('budget_adjusted', 'budget_initial', 'spent'))
),
by_source AS (
    SELECT evaluation_id, source, min(document_id) AS document_id,
        given_once(amount_yuan, measure, 'budget_adjusted') AS adjusted,
        min(fund_id) FILTER (measure = 'budget_adjusted') AS adjusted_id,
        max(step) FILTER (measure = 'budget_adjusted') AS adjusted_step,
        given_once(amount_yuan, measure, 'budget_initial') AS initial,
        min(fund_id) FILTER (measure = 'budget_initial') AS initial_id,
        max(step) FILTER (measure = 'budget_initial') AS initial_step,
        given_once(amount_yuan, measure, 'spent') AS spent,
        min(fund_id) FILTER (measure = 'spent') AS spent_id,
        max(step) FILTER (measure = 'spent') AS spent_step,
        given_once(amount_yuan, measure, 'balance') AS balance,
        min(fund_id) FILTER (measure = 'balance') AS balance_id,
        max(step) FILTER (measure = 'balance') AS balance_step,
        given_once(amount_yuan, measure, 'received') AS received,
        min(fund_id) FILTER (measure = 'received') AS received_id,
        max(step) FILTER (measure = 'received') AS received_step,
        given_once(amount_yuan, measure, 'planned') AS planned,
        min(fund_id) FILTER (measure = 'planned') AS planned_id,
        max(step) FILTER (measure = 'planned') AS planned_step
    FROM of_year GROUP BY evaluation_id, source
),
with_budget AS (
    SELECT evaluation_id, document_id, source,
        CASE WHEN adjusted_id IS NOT NULL THEN 'budget_adjusted' WHEN initial_id IS NOT NULL THEN 'budget_initial' END
            AS budget_measure,
        CASE WHEN adjusted_id IS NOT NULL THEN adjusted ELSE initial END AS budget,
        coalesce(adjusted_id, initial_id) AS budget_id,
        CASE WHEN adjusted_id IS NOT NULL THEN adjusted_step ELSE initial_step END AS budget_step,
        spent, spent_id, spent_step, balance, balance_id, balance_step,
        received, received_id, received_step, planned, planned_id, planned_step
    FROM by_source
)
SELECT * FROM with_budget
QUALIFY row_number() OVER (
    PARTITION BY evaluation_id
    ORDER BY (budget IS NOT NULL)::INTEGER + (spent IS NOT NULL)::INTEGER DESC, source DESC
) = 1;

-- The stated execution rate with the decimals in which it is written.
CREATE OR REPLACE TEMP TABLE rule_rates AS
SELECT e.evaluation_id, e.document_id, e.stated_execution_rate AS rate,
    min(decimals_written(v.quote, e.stated_execution_rate)) AS decimals
FROM main.evaluations e
LEFT JOIN main.evidence v
    ON v.subject = 'evaluations' AND v.subject_id = e.evaluation_id AND v.field = 'stated_execution_rate'
WHERE e.stated_execution_rate IS NOT NULL
GROUP BY ALL;

-- Rows of a target table, which scores nothing, are no scored lines.
CREATE OR REPLACE TEMP MACRO is_scored_line(level, target, actual, max_points, points) AS
    level >= 1 AND NOT (target IS NOT NULL AND actual IS NULL AND max_points IS NULL AND points IS NULL);

-- Indicator lines with the line above them. A line whose name stands over two lines of its form has no parent that
-- can be told, and neither line is checked.
CREATE OR REPLACE TEMP TABLE rule_lines AS
WITH lines AS (
    SELECT score_id, evaluation_id, ordinal, level, is_leaf, indicator_1,
        max_points, points, reason, coalesce(indicator_3, indicator_2, indicator_1, '') AS name,
        CASE WHEN level > 1 THEN coalesce(indicator_1, '') END AS level_1,
        CASE WHEN level > 2 THEN concat(indicator_1, chr(31), indicator_2) END AS level_2
    FROM main.scores
    WHERE is_scored_line(level, target, actual, max_points, points)
),
-- 产出指标(50分): the weight of a head that gives it in its name.
heads AS (
    SELECT subject_id AS score_id FROM main.evidence
    WHERE subject = 'scores' AND contains(quote, '分')
        AND regexp_matches(quote, '^[^\t\n|]*[(（\[【][^()（）\[\]【】]*\d\s*分[^()（）\[\]【】]*[)）\]】]\s*$')
),
firsts AS (
    SELECT evaluation_id, coalesce(indicator_1, '') AS below, min(score_id) AS score_id, count(*) AS lines
    FROM main.scores
    WHERE NOT is_leaf AND level = 1 AND is_scored_line(level, target, actual, max_points, points) GROUP BY ALL
),
seconds AS (
    SELECT evaluation_id, concat(indicator_1, chr(31), indicator_2) AS below, min(score_id) AS score_id,
        count(*) AS lines
    FROM main.scores
    WHERE NOT is_leaf AND level = 2 AND is_scored_line(level, target, actual, max_points, points) GROUP BY ALL
)
SELECT l.* EXCLUDE (level_1, level_2),
    CASE
        WHEN l.level = 1 THEN NULL
        WHEN s.lines = 1 THEN s.score_id
        WHEN s.lines > 1 THEN NULL
        WHEN f.lines = 1 THEN f.score_id
    END AS parent_id,
    CASE WHEN l.level > 1 AND f.lines = 1 THEN f.score_id END AS first_id,
    l.level = 1 OR (s.lines IS NULL AND f.lines IS NULL) AS is_root,
    l.is_leaf AND l.level = 1 AND regexp_matches(l.name, '执行率|预算执行|资金执行') AS is_execution,
    contains(l.name, '加分') OR contains(l.name, '附加') AS is_bonus,
    NOT l.is_leaf AND l.score_id IN (SELECT score_id FROM heads) AS is_head
FROM lines l
LEFT JOIN firsts f ON f.evaluation_id = l.evaluation_id AND f.below = l.level_1
LEFT JOIN seconds s ON s.evaluation_id = l.evaluation_id AND s.below = l.level_2;

-- One row an evaluation: what its lines add up to, and its full mark (100 where it states none).
CREATE OR REPLACE TEMP TABLE rule_forms AS
WITH tops AS (
    SELECT evaluation_id, max(score_id) AS total_id, max(points) AS total_points, max(max_points) AS total_weight
    FROM main.scores WHERE level = 0 GROUP BY ALL HAVING count(*) = 1
),
below AS (
    SELECT parent_id, sum(max_points) AS weight, count(*) = count(max_points) AS complete
    FROM rule_lines WHERE parent_id IS NOT NULL GROUP BY ALL
),
roots AS (
    SELECT l.evaluation_id, count(*) AS roots,
        CASE WHEN count(*) = count(coalesce(l.max_points, CASE WHEN b.complete THEN b.weight END))
            THEN sum(coalesce(l.max_points, b.weight)) END AS weight
    FROM rule_lines l LEFT JOIN below b ON b.parent_id = l.score_id
    WHERE l.is_root AND NOT l.is_bonus GROUP BY ALL
),
leaves AS (
    SELECT evaluation_id,
        count(*) AS leaves,
        CASE WHEN count(*) = count(points) THEN sum(points) END AS points,
        CASE WHEN count(*) = count(max_points) THEN sum(max_points) FILTER (NOT is_bonus) END AS leaf_weight,
        coalesce(sum(greatest(coalesce(max_points, 0), coalesce(points, 0))) FILTER (is_bonus), 0) AS bonus,
        count(*) FILTER (is_execution) AS execution_lines,
        max(score_id) FILTER (is_execution) AS execution_id
    FROM rule_lines WHERE is_leaf GROUP BY ALL
)
SELECT e.evaluation_id, e.document_id,
    coalesce(e.full_mark, t.total_weight, 100) AS full_mark,
    t.total_id, t.total_points, r.roots, r.weight AS root_weight,
    l.leaves, l.points AS leaf_points, l.leaf_weight,
    coalesce(l.bonus, 0) AS bonus, coalesce(l.execution_lines, 0) AS execution_lines, l.execution_id
FROM main.evaluations e
LEFT JOIN tops t USING (evaluation_id)
LEFT JOIN roots r USING (evaluation_id)
LEFT JOIN leaves l USING (evaluation_id);

-- Parents with what stands below them. A form that breaks off has no total, and its last parent may lack children.
CREATE OR REPLACE TEMP TABLE rule_parents AS
SELECT f.document_id, p.evaluation_id, p.score_id, p.name, p.max_points, p.is_head,
    c.children, c.weight,
    f.total_id IS NULL AND p.score_id IN (last.first_id, last.parent_id) AS may_be_cut
FROM rule_lines p
JOIN rule_forms f USING (evaluation_id)
LEFT JOIN (
    SELECT evaluation_id, max_by(first_id, ordinal) AS first_id, max_by(parent_id, ordinal) AS parent_id
    FROM rule_lines WHERE evaluation_id IN (SELECT evaluation_id FROM rule_forms WHERE total_id IS NULL)
    GROUP BY ALL
) last USING (evaluation_id)
LEFT JOIN (
    SELECT parent_id, count(*) AS children,
        CASE WHEN count(*) = count(max_points) THEN sum(max_points) END AS weight
    FROM rule_lines WHERE parent_id IS NOT NULL GROUP BY parent_id
) c ON c.parent_id = p.score_id
WHERE NOT p.is_leaf AND p.level <= 2;

-- Scored lines whose target is a number, with what was reached of it: 1 is all. NULL where the two cannot be compared.
CREATE OR REPLACE TEMP TABLE rule_targets AS
WITH lines AS (
    SELECT s.score_id, s.evaluation_id, e.document_id, s.max_points, s.points, s.target, s.actual,
        coalesce(s.indicator_3, s.indicator_2, s.indicator_1) AS name,
        s.target_operator, s.target_value::DOUBLE AS target_value,
        CASE trim(coalesce(s.target_unit, ''), '()（） ') WHEN '百分比' THEN '%' WHEN '％' THEN '%'
            ELSE trim(coalesce(s.target_unit, ''), '()（） ') END AS target_unit,
        regexp_extract(
            half_width(s.actual), '^[≥≤><=＝﹥﹤\s]*(\d+(?:\.\d+)?)\s*(万|亿)?([^\d]*)$', ['number', 'multiple', 'unit']
        ) AS done,
        concat_ws('/', s.indicator_2, s.indicator_3) AS path
    FROM main.scores s JOIN main.evaluations e USING (evaluation_id)
    WHERE s.is_leaf AND s.target_value IS NOT NULL AND s.actual IS NOT NULL AND s.max_points > 0
),
units AS (
    SELECT *,
        CASE trim(done.unit, '()（） 。') WHEN '百分比' THEN '%' WHEN '％' THEN '%' ELSE trim(done.unit, '()（） 。') END AS done_unit,
        TRY_CAST(done.number AS DOUBLE)
            * CASE done.multiple WHEN '万' THEN 1e4 WHEN '亿' THEN 1e8 ELSE 1 END AS done_value,
        CASE
            WHEN target_operator IN ('>=', '>') THEN 'at_least'
            WHEN target_operator IN ('<=', '<') THEN 'at_most'
            -- Without a sign most targets are to be reached; of costs, times and evils less is better.
            WHEN NOT regexp_matches(path, '成本|时效|时间|时限|期限|投资|费用|造价|投诉|事故|差错|死亡|发病|失业|违|误差|损耗|下降|降低|控制|辍学')
                THEN 'at_least'
        END AS direction
    FROM lines
)
SELECT document_id, evaluation_id, score_id, name, max_points, points, target, actual,
    CASE
        -- 95 beside 100 % is one unit; 4 beside 100 % is a count and its share.
        WHEN done_value IS NULL OR done_unit <> target_unit AND NOT (done_unit = '' AND (target_unit <> '%' OR done_value > 1.5))
            AND NOT (target_unit = '' AND done_unit <> '%') THEN NULL
        WHEN direction = 'at_least' AND target_value > 0 THEN least(done_value / target_value, 1)
        WHEN direction = 'at_most' AND done_value <= target_value THEN 1
        WHEN direction = 'at_most' THEN target_value / done_value
    END AS reached
FROM units;
