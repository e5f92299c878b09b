-- zh: 按省、年度、评价主体的得分分布;得分折算为百分制
-- en: Distribution of scores by province, year and evaluator; scores are out of a hundred
-- province: 省级行政区 | Province-level division
-- fiscal_year: 年度 | Budget year
-- evaluator: 评价主体 | Who gave the score
-- evaluations: 评价数 | Evaluations
-- scored: 有总分的评价数 | Evaluations that state a total score
-- mean_score: 平均分 | Mean
-- median_score: 中位数 | Median
-- lowest: 最低分 | Lowest
-- highest: 最高分 | Highest
-- share_90: 90 分及以上占比(%) | Share of 90 and more, percent
-- share_95: 95 分及以上占比(%) | Share of 95 and more, percent
-- share_100: 满分占比(%) | Share of full marks, percent
SELECT province, fiscal_year, evaluator,
       count(*) AS evaluations,
       count(score_percent) AS scored,
       round(avg(score_percent), 2) AS mean_score,
       median(score_percent)::DECIMAL(9,4) AS median_score,
       min(score_percent) AS lowest,
       max(score_percent) AS highest,
       round(100 * avg((score_percent >= 90)::INTEGER), 2) AS share_90,
       round(100 * avg((score_percent >= 95)::INTEGER), 2) AS share_95,
       round(100 * avg((score_percent >= 100)::INTEGER), 2) AS share_100
FROM main.v_project_year
GROUP BY province, fiscal_year, evaluator
