/*---
id: P2
severity: info
title_zh: '“一是…二是…”的序号连续'
title_en: 'The ordinals 一是, 二是 … stand without gaps'
tolerance: '无'
source: '公文条理: 序号缺失多为删改或拼接所致'
example: '某报告一是、二是、三是、五是'
---*/
WITH split_texts AS (
    -- The text between the ordinals, and the ordinals: their lengths give the place of each.
    SELECT document_id,
        regexp_extract_all(text, '(?:^|[\s。;；:：,，、)）])[一二三四五六七八九十]{1,2}是') AS marks,
        string_split_regex(text, '(?:^|[\s。;；:：,，、)）])[一二三四五六七八九十]{1,2}是') AS pieces
    FROM main.texts WHERE contains(text, '一是')
),
places AS (
    SELECT document_id, unnest(range(1, len(pieces) + 1)) AS place, unnest(marks) AS mark, unnest(pieces) AS piece
    FROM split_texts
),
ordinals AS (
    SELECT document_id, place, regexp_extract(mark, '[一二三四五六七八九十]+') AS word,
        list_position(
            ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五',
             '十六', '十七', '十八', '十九', '二十'],
            word
        ) AS number,
        sum(length(piece) + length(mark)) OVER (PARTITION BY document_id ORDER BY place) AS span_end
    FROM places WHERE mark IS NOT NULL
),
runs AS (
    SELECT *, count(*) FILTER (number = 1) OVER (PARTITION BY document_id ORDER BY place) AS run
    FROM ordinals WHERE number IS NOT NULL
),
steps AS (
    SELECT *, lag(number) OVER (PARTITION BY document_id, run ORDER BY place) AS before,
        lag(word) OVER (PARTITION BY document_id, run ORDER BY place) AS before_word,
        lag(span_end) OVER (PARTITION BY document_id, run ORDER BY place) AS before_end
    FROM runs WHERE run > 0
)
SELECT
    s.document_id,
    NULL AS evaluation_id,
    first(number ORDER BY place) FILTER (number > before + 1) AS stated,
    first(before + 1 ORDER BY place) FILTER (number > before + 1) AS expected,
    0 AS tolerance,
    count(*) FILTER (number > before + 1) = 0 AS holds,
    first(format('序号由{}是跳到{}是', before_word, word) ORDER BY place) FILTER (number > before + 1) AS message,
    given([operand(
        'texts', s.document_id,
        first(concat(before_end - length(before_word) - 1, '-', span_end) ORDER BY place) FILTER (number > before + 1)
    )]) AS subjects
FROM steps s
GROUP BY s.document_id, run
HAVING count(*) >= 2
