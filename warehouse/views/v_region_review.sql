-- zh: 每个待人工判定的区划、每个备选一行:文件的发布机构或评价的单位可以指几个地方,或两个依据互相矛盾;程序不猜
-- en: One candidate of a division that a person must decide: a publisher's or a unit's name with several meanings, or two signs that disagree; nothing is guessed
-- subject: 对象 | documents or evaluations
-- subject_id: 编号 | Key of the document or the evaluation
-- name: 名称 | Publisher or title of the document, unit of the evaluation
-- region_code: 现用代码;未定为空 | Division that stands meanwhile; empty where none does
-- region: 现用名称 | Its name
-- method: 依据 | How the standing division was found
-- candidate_code: 备选代码 | Division that it can be
-- candidate: 备选名称 | Its name
-- candidate_above: 备选的上级 | Division above the candidate
-- url: 地址 | Address of the document
WITH open AS (
    SELECT 'documents' AS subject, document_id AS subject_id, coalesce(publisher, title) AS name, region_code,
           region_method AS method, url, region_candidates
    FROM main.documents
    WHERE region_candidates IS NOT NULL
    UNION ALL
    SELECT 'evaluations', e.evaluation_id, coalesce(e.implementing_unit, e.competent_department), e.region_code,
           CASE WHEN e.region_code IS NOT NULL THEN 'document' END, d.url, e.region_candidates
    FROM main.evaluations e JOIN main.documents d USING (document_id)
    WHERE e.region_candidates IS NOT NULL
), candidates AS (
    SELECT * EXCLUDE (region_candidates), unnest(from_json(region_candidates, '["VARCHAR"]')) AS candidate_code
    FROM open
)
SELECT c.subject, c.subject_id, c.name, c.region_code, r.name AS region, c.method, c.candidate_code,
       coalesce(k.name, c.candidate_code) AS candidate, above.name AS candidate_above, c.url
FROM candidates c
LEFT JOIN main.regions r ON r.region_code = c.region_code
LEFT JOIN main.regions k ON k.region_code = c.candidate_code
LEFT JOIN main.regions above ON above.region_code = k.parent_code
