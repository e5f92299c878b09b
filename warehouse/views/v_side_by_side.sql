-- zh: 同一项目同一年度有两个以上评价主体的,一行并列各方得分;同一主体有几个得分的取最可信、最早公开的,并注明
-- en: One project and year with more than one judge: their scores side by side; of several scores by one judge that of the most trusted, earliest page, and a mark
-- project_id: 项目编号 | Project
-- name: 项目名称 | Project
-- unit: 单位 | Unit
-- region: 行政区划名称,未收录的为代码 | Name of the division; its code where the name is not on file
-- fiscal_year: 年度 | Budget year
-- self_score: 单位自评(百分制) | Score by the unit itself, of a hundred
-- department_score: 部门评价(百分制) | Score by its department, of a hundred
-- fiscal_score: 财政评价(百分制) | Score by the finance bureau, of a hundred
-- third_party_score: 第三方评价(百分制) | Score by a firm, of a hundred
-- gap: 自评减其他各方最低分 | Self score less the lowest other score
-- evaluations: 评价数 | Evaluations
-- has_conflict: 是否有一方给出几个不同得分 | Whether one judge stated several scores
-- link: 归并依据中最弱的 | Weakest ground on which the evaluations are taken to be of one project
-- link_confidence: 归并把握 | How sure that is
WITH told AS (
    SELECT v.*, e.project_method, e.project_confidence,
           row_number() OVER (
               PARTITION BY v.project_id, v.fiscal_year, v.evaluator
               ORDER BY v.score_percent IS NULL, v.trust, v.published_on NULLS LAST, v.url, v.evaluation_id
           ) AS rank
    FROM main.v_project_year v JOIN main.evaluations e USING (evaluation_id)
    WHERE v.fiscal_year IS NOT NULL
), judges AS (
    SELECT project_id, fiscal_year, evaluator, count(*) AS evaluations, count(DISTINCT score_percent) AS scores
    FROM told GROUP BY project_id, fiscal_year, evaluator
), summed AS (
    SELECT project_id, fiscal_year, sum(evaluations)::BIGINT AS evaluations, bool_or(scores > 1) AS has_conflict
    FROM judges GROUP BY project_id, fiscal_year
    HAVING count(*) > 1
), scored AS (
    SELECT project_id, fiscal_year,
           min_by(name, (length(name), name)) AS name,
           min_by(unit, (evaluator <> 'unit_self', unit)) AS unit,
           min(region) AS region,
           max(score_percent) FILTER (evaluator = 'unit_self' AND rank = 1) AS self_score,
           max(score_percent) FILTER (evaluator = 'department' AND rank = 1) AS department_score,
           max(score_percent) FILTER (evaluator = 'fiscal' AND rank = 1) AS fiscal_score,
           max(score_percent) FILTER (evaluator = 'third_party' AND rank = 1) AS third_party_score,
           max_by(project_method, list_position(['code', 'unit', 'document', 'publisher', 'single_name'], project_method))
               AS link,
           max_by(project_confidence, list_position(['certain', 'probable', 'possible'], project_confidence))
               AS link_confidence
    FROM told GROUP BY project_id, fiscal_year
)
SELECT s.project_id, s.name, s.unit, s.region, s.fiscal_year, s.self_score, s.department_score, s.fiscal_score,
       s.third_party_score,
       s.self_score - least(s.department_score, s.fiscal_score, s.third_party_score) AS gap,
       c.evaluations, c.has_conflict, s.link, s.link_confidence
FROM scored s JOIN summed c USING (project_id, fiscal_year)
