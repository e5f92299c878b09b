-- zh: 每个数值一行:数值、原文、位置、网页地址、采集时间与归档位置
-- en: One value with its quote and place, the page's address, when it was fetched, and where the archive holds it
-- subject: 事实表 | Table of the fact
-- subject_id: 事实编号 | Key of its row
-- field: 字段 | Column
-- value: 数值(文本) | Value as text
-- unit: 单位 | Unit of the value
-- evaluation_id: 评价编号 | Evaluation
-- quote: 原文 | Text at the place
-- span_start: 起点 | First character in the text
-- span_end: 终点 | Character after the last
-- locator: 单元格或页码 | Sheet and cell, or page
-- layout: 版式 | Layout rule that found it
-- reader: 读取器 | Reader of the file
-- document_id: 文件编号 | Document
-- title: 文件标题 | Title of the document
-- url: 文件地址 | Address of the document
-- trust: 可信等级 | Trust tier of the page
-- fetched_at: 采集时间 | When this state was fetched first (UTC)
-- sha256: 摘要 | SHA-256 of the page or file
-- warc_file: 归档文件 | WARC file
-- warc_offset: 归档位置 | Byte offset of its record
WITH facts AS (
    SELECT 'funds' AS subject, fund_id AS subject_id, 'amount_yuan' AS field, amount_yuan::VARCHAR AS value,
           'yuan' AS unit, evaluation_id
    FROM main.funds
    UNION ALL
    SELECT 'scores', score_id, 'points', points::VARCHAR, 'points', evaluation_id FROM main.scores
    UNION ALL
    SELECT 'claims', claim_id, 'value', value::VARCHAR, unit, evaluation_id FROM main.claims
    UNION ALL
    SELECT 'evaluations', evaluation_id, unnest(['total_score', 'stated_execution_rate', 'stated_arrival_rate', 'grade',
               'problems', 'suggestions', 'name', 'implementing_unit', 'competent_department']),
           unnest([total_score::VARCHAR, stated_execution_rate::VARCHAR, stated_arrival_rate::VARCHAR, grade,
               problems, suggestions, p.name, p.implementing_unit, p.competent_department]),
           unnest(['points', 'percent', 'percent', NULL, NULL, NULL, NULL, NULL, NULL]), evaluation_id
    FROM main.evaluations e JOIN main.projects p USING (project_id)
    UNION ALL
    SELECT 'documents', document_id, unnest(['title', 'publisher', 'published_on', 'index_no', 'document_no']),
           unnest([title, publisher, published_on::VARCHAR, index_no, document_no]), NULL, NULL
    FROM main.documents
)
SELECT e.subject, e.subject_id, e.field, f.value, f.unit, f.evaluation_id, e.quote, e.span_start, e.span_end, e.locator,
       e.layout, e.reader, e.document_id, d.title, d.url, d.trust, s.fetched_at, s.sha256, s.warc_file, s.warc_offset
FROM main.evidence e
JOIN main.documents d USING (document_id)
LEFT JOIN facts f ON f.subject = e.subject AND f.subject_id = e.subject_id AND f.field = e.field
LEFT JOIN main.snapshots s ON s.snapshot_id = e.snapshot_id
WHERE d.trust < 4
