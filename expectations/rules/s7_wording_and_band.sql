/*---
id: S7
severity: warning
title_zh: '定性指标的得分在其完成情况措辞所属的档次内'
title_en: 'Points of a quality lie in the band of the words that tell how far it was reached'
tolerance: '0.01 分'
source: '自评表填报说明: 达成预期指标100—80%, 部分达成并具有一定效果80—60%(2020年前80—50%), 未达成且效果较差60—0%(2020年前50—0%)'
example: '某表部分达成预期指标, 10分得9.5分'
limits: '只认表样规定的三种措辞(达成或基本达成、部分达成、未达成)'
---*/
WITH worded AS (
    SELECT s.score_id, s.evaluation_id, e.document_id, s.max_points, s.points, s.actual,
        coalesce(s.indicator_3, s.indicator_2, s.indicator_1, '') AS name,
        regexp_extract(s.actual, '^(全部或基本|全部|基本|部分|未)?(?:达成|完成|实现)(?:了)?(?:预期|年度|既定|设定)*(?:绩效)?(?:指标|目标)', 1) AS words,
        CASE WHEN e.fiscal_year >= 2020 THEN 0.6 WHEN e.fiscal_year < 2020 THEN 0.5 END AS edge
    FROM main.scores s JOIN main.evaluations e USING (evaluation_id)
    WHERE s.is_leaf AND s.max_points > 0 AND s.target_value IS NULL
        AND regexp_matches(s.actual, '^(全部或基本|全部|基本|部分|未)?(达成|完成|实现)(了)?(预期|年度|既定|设定)*(绩效)?(指标|目标)')
),
banded AS (
    SELECT *,
        max_points::DOUBLE * CASE words WHEN '部分' THEN edge WHEN '未' THEN 0 ELSE 0.8 END AS least,
        max_points::DOUBLE * CASE words WHEN '部分' THEN 0.8 WHEN '未' THEN edge ELSE 1 END AS most
    FROM worded
)
SELECT *, points::DOUBLE BETWEEN least - 0.01 AND most + 0.01 AS holds
FROM banded;

SELECT
    *,
    points AS stated,
    CASE WHEN points < least THEN least ELSE most END AS expected,
    0.01 AS tolerance,
    format('{}完成情况为“{}”, 分值{}分, 应{}, 写为{}分',
        name, actual, plain(max_points),
        -- Of a form without a year one edge of the band is not known.
        CASE WHEN least IS NULL THEN format('不高于{}分', plain(most)) WHEN most IS NULL THEN format('不低于{}分', plain(least))
            ELSE format('在{}至{}分之间', plain(least), plain(most)) END,
        plain(points)) AS message,
    [operand('scores', score_id, 'points')] AS subjects
FROM rule_breaches
