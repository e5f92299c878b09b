/*---
id: P2
severity: info
title_zh: '“一是…二是…”的序号连续'
title_en: 'The ordinals 一是, 二是 … stand without gaps'
tolerance: '无'
source: '公文条理: 序号缺失多为删改或拼接所致'
example: '某报告一是、二是、三是、五是'
---*/
WITH marks AS (
    SELECT document_id, list_transform(
            regexp_extract_all(text, '(?:^|[\s。;；:：,，、)）])[一二三四五六七八九十]{1,2}是'),
            lambda mark: coalesce(list_position(
                ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五',
                 '十六', '十七', '十八', '十九', '二十'],
                regexp_extract(mark, '[一二三四五六七八九十]+')
            ), 0)
        ) AS places,
        list_filter(places, lambda number: number > 0) AS numbers
    FROM main.texts WHERE regexp_matches(text, '一是')
),
-- Every 一是 that another ordinal follows begins a run, which ends before the next 一是.
starts AS (
    SELECT document_id, numbers, unnest(
            list_filter(range(1, len(numbers)), lambda place: numbers[place] = 1 AND numbers[place + 1] <> 1)
        ) AS start
    FROM marks
),
runs AS (
    SELECT document_id, start,
        numbers[start:start - 1 + coalesce(nullif(list_position(numbers[start + 1:], 1), 0), len(numbers))] AS run
    FROM starts
),
gaps AS (
    SELECT *, list_filter(range(2, len(run) + 1), lambda place: run[place] > run[place - 1] + 1)[1] AS gap FROM runs
)
SELECT document_id, run[gap] AS stated, run[gap - 1] + 1 AS expected, start + gap - 1 AS place, gap IS NULL AS holds
FROM gaps;

WITH split_texts AS (
    -- The text between the ordinals, and the ordinals: their lengths give the place of each.
    SELECT b.*,
        regexp_extract_all(text, '(?:^|[\s。;；:：,，、)）])(?:二十|十[一二三四五六七八九]?|[一二三四五六七八九])是') AS marks,
        string_split_regex(text, '(?:^|[\s。;；:：,，、)）])(?:二十|十[一二三四五六七八九]?|[一二三四五六七八九])是') AS pieces
    FROM rule_breaches b JOIN main.texts USING (document_id)
),
places AS (
    SELECT *,
        regexp_extract(marks[place], '[一二三四五六七八九十]+') AS word,
        regexp_extract(marks[place - 1], '[一二三四五六七八九十]+') AS before_word,
        list_sum(list_transform(range(1, place + 1), lambda one: length(pieces[one]) + length(marks[one]))) AS span_end,
        span_end - length(pieces[place]) - length(marks[place]) AS before_end
    FROM split_texts
)
SELECT
    *,
    NULL AS evaluation_id,
    0 AS tolerance,
    format('序号由{}是跳到{}是', before_word, word) AS message,
    [operand('texts', document_id, concat(before_end - length(before_word) - 1, '-', span_end))] AS subjects
FROM places
