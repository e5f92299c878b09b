-- zh: 哪些数据只见于非官方网页(原件无人存档),可信依据是什么?
-- en: Which evaluations are known only from pages that are not official, and what speaks about those pages?
SELECT e.project_name, e.fiscal_year, e.total_score, e.grade, d.trust, d.published_on, d.url, d.trust_signals
FROM evaluations e JOIN documents d USING (document_id)
WHERE d.trust >= 4
ORDER BY d.trust DESC, e.project_name, e.fiscal_year, e.evaluation_id;
