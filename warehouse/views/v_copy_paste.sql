-- zh: 每个单位、年度一行:有多少文件与本单位同年或上一年的另一份文件雷同(同一底稿),雷同指数多高;转载和网页自带的附件不算
-- en: One unit and year: how many of its documents are made from the boilerplate of another one of the same year or the year before, and how much alike they are; copies of one original, and files on their own page, do not count
-- region_code: 行政区划代码 | Division
-- region: 行政区划名称,未收录的为代码 | Name of the division; its code where the name is not on file
-- unit: 实施单位,未写明的为主管部门或发布机构 | Implementing unit, else the competent department, else the publisher
-- fiscal_year: 年度 | Budget year
-- documents: 文件数 | Documents of the unit and year
-- alike_same_year: 与同年另一份文件雷同的文件数 | Documents at least half of which stands in another one of the same year
-- same_year_index: 同年雷同指数(%):各文件与最相似文件的相似度的平均值,不足 50 的按 0;只有一份文件的为空 | Mean over the documents of the likeness to the likest other one, below 50 as 0, percent; empty for a single document
-- alike_year_before: 与上一年文件雷同的文件数 | Documents at least half of which stands in one of the year before
-- year_before_index: 与上一年的雷同指数(%);上一年没有文件的为空 | The same with the documents of the year before, percent; empty where there are none
WITH told AS (
    SELECT DISTINCT document_id, unit, region_code, region, fiscal_year
    FROM main.v_project_year
    WHERE unit IS NOT NULL AND fiscal_year IS NOT NULL
), written AS (
    -- A page and the file that hangs on it say the same by their nature.
    SELECT s.document_id, s.other_document_id, s.jaccard
    FROM main.similarities s
    JOIN main.documents a ON a.document_id = s.document_id
    JOIN main.documents b ON b.document_id = s.other_document_id
    WHERE s.kind <> 'copy' AND a.parent_document_id IS DISTINCT FROM b.document_id
        AND b.parent_document_id IS DISTINCT FROM a.document_id
), pairs AS (
    SELECT document_id, other_document_id, jaccard FROM written
    UNION ALL
    SELECT other_document_id, document_id, jaccard FROM written
), nearest AS (
    SELECT a.document_id, a.unit, a.region_code, a.fiscal_year,
           max(p.jaccard) FILTER (b.fiscal_year = a.fiscal_year) AS same_year,
           max(p.jaccard) FILTER (b.fiscal_year = a.fiscal_year - 1) AS year_before
    FROM told a
    JOIN pairs p USING (document_id)
    JOIN told b ON b.document_id = p.other_document_id AND b.unit = a.unit
        AND b.region_code IS NOT DISTINCT FROM a.region_code
    GROUP BY ALL
), counted AS (
    SELECT t.region_code, t.region, t.unit, t.fiscal_year, count(*) AS documents,
           count(n.same_year) AS alike_same_year, sum(n.same_year) AS same_year,
           count(n.year_before) AS alike_year_before, sum(n.year_before) AS year_before
    FROM told t
    LEFT JOIN nearest n ON n.document_id = t.document_id AND n.unit = t.unit AND n.fiscal_year = t.fiscal_year
        AND n.region_code IS NOT DISTINCT FROM t.region_code
    GROUP BY t.region_code, t.region, t.unit, t.fiscal_year
)
SELECT c.region_code, c.region, c.unit, c.fiscal_year, c.documents, c.alike_same_year,
       CASE WHEN c.documents > 1 THEN round(coalesce(c.same_year, 0) / c.documents, 2) END AS same_year_index,
       c.alike_year_before,
       CASE WHEN before.unit IS NOT NULL THEN round(coalesce(c.year_before, 0) / c.documents, 2) END
           AS year_before_index
FROM counted c
LEFT JOIN counted before ON before.unit = c.unit AND before.region_code IS NOT DISTINCT FROM c.region_code
    AND before.fiscal_year = c.fiscal_year - 1
