"""Which evaluations of attachments fill an evaluation of the page on which they hang.

Many departments publish a report in words and leave every figure to the form attached to it (部门整体支出绩效自评报告
with 附件:自评表). Page and form are one evaluation then. A page that states figures of its own keeps its own, and the
form stands beside it, so that a conflict between the two stays visible.
"""

from __future__ import annotations

import duckdb

_FILLED = """
CREATE OR REPLACE TEMP TABLE filled AS
WITH stated AS (
    SELECT e.*, d.parent_document_id,
        coalesce(e.total_score IS NOT NULL, false)::INTEGER + coalesce(e.grade IS NOT NULL, false)::INTEGER
            + (e.stated_execution_rate IS NOT NULL)::INTEGER + (e.stated_arrival_rate IS NOT NULL)::INTEGER
            + coalesce(f.funds, 0) + coalesce(s.lines, 0) AS figures
    FROM linked_evaluations e
    JOIN parsed.documents d USING (document_id)
    LEFT JOIN (SELECT evaluation_id, count(*) AS funds FROM parsed.funds GROUP BY ALL) f USING (evaluation_id)
    LEFT JOIN (SELECT evaluation_id, count(*) AS lines FROM parsed.scores GROUP BY ALL) s USING (evaluation_id)
)
SELECT page.evaluation_id AS page_evaluation_id, form.evaluation_id
FROM stated page
JOIN stated form ON form.parent_document_id = page.document_id AND form.project_id = page.project_id
    AND coalesce(form.fiscal_year, page.fiscal_year) IS NOT DISTINCT FROM coalesce(page.fiscal_year, form.fiscal_year)
    AND form.evaluator = page.evaluator
WHERE page.figures = 0 AND form.figures > 0
    AND page.document_id IN (SELECT document_id FROM originals)
    AND form.document_id IN (SELECT document_id FROM originals)
QUALIFY row_number() OVER (
        PARTITION BY page.evaluation_id ORDER BY form.figures DESC, form.document_id, form.ordinal
    ) = 1
    AND row_number() OVER (PARTITION BY form.evaluation_id ORDER BY page.ordinal) = 1
"""


def find_filled(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary table `filled` (page_evaluation_id, evaluation_id of the form that fills it).

    Needs the temporary tables `originals` (document_id) and `linked_evaluations`. Same project, year and evaluator; of
    several forms the one with the most figures.
    """
    connection.execute(_FILLED)
