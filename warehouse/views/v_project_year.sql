-- zh: 每次评价一行:项目、单位、地区、年度、资金合计、执行率(原文与计算)、得分、等级、出处;不含可信等级 4、5 的网页
-- en: One evaluation with its project, unit, region, year, money, rates stated and computed, score, grade and address; pages of trust 4 and 5 are left out
-- evaluation_id: 评价编号 | Evaluation
-- project_id: 项目编号 | Project
-- name: 项目名称;部门整体评价为部门名称 | Project; the department where its whole expenditure is evaluated
-- kind: 类别 | project or department
-- unit: 实施单位,未写明的为主管部门或发布机构 | Implementing unit, else the competent department, else the publisher
-- department: 主管部门 | Competent department
-- region_code: 行政区划代码 | Division
-- region: 行政区划名称,未收录的为代码 | Name of the division; its code where the name is not on file
-- province: 省级行政区,未收录的为代码 | Province-level division; its code where the name is not on file
-- fiscal_year: 年度 | Budget year evaluated
-- evaluator: 评价主体 | Who gave the score
-- template: 表样 | Template family of the form
-- budget_initial_yuan: 年初预算(元) | Budget at the start of the year, yuan
-- budget_adjusted_yuan: 全年预算(元) | Adjusted budget, yuan
-- budget_yuan: 预算(元):全年预算,未写明的为年初预算 | Adjusted budget, else the initial one, yuan
-- budget_basis: 预算口径 | Which of the two budget_yuan is
-- planned_yuan: 计划投资(元) | Planned or applied for, yuan
-- received_yuan: 到位资金(元) | Received, yuan
-- spent_yuan: 执行数(元) | Spent, yuan
-- balance_yuan: 结余(元,原文) | Balance as stated, yuan
-- unspent_yuan: 未执行(元,计算) | Budget less spent, yuan, computed
-- stated_execution_rate: 执行率(原文,%) | Execution rate as stated, percent
-- computed_execution_rate: 执行率(计算,%):执行数/预算 | Spent of budget, percent, computed
-- stated_arrival_rate: 到位率(原文,%) | Arrival rate as stated, percent
-- computed_arrival_rate: 到位率(计算,%):到位/计划,未写明计划的为预算 | Received of planned, else of budget, percent, computed
-- total_score: 总分(原文) | Total score as stated
-- full_mark: 满分(原文) | Full mark as stated
-- score_percent: 百分制得分(计算);未写明满分的按一百分 | Score of a hundred, computed; a full mark of 100 where none is stated
-- grade: 等级(原文) | Grade as stated
-- computed_grade: 按得分应为的等级 | Band of 财预〔2020〕10号 in which the score falls
-- has_problems: 是否列出问题;无此节为空 | Whether problems are named; empty where there is no such section
-- trust: 可信等级 | 1 official with agreeing site code … 3 aggregator or saved file
-- document_id: 文件编号 | Document
-- title: 文件标题 | Title of the document
-- publisher: 发布机构 | Publisher
-- published_on: 发布日期 | Date of publication
-- url: 文件地址 | Address of the document
WITH money AS (
    -- A document may state one figure twice, rounded and exact: the larger counts, and v_conflict shows both.
    SELECT f.evaluation_id,
           max(f.amount_yuan) FILTER (f.measure = 'budget_initial') AS budget_initial_yuan,
           max(f.amount_yuan) FILTER (f.measure = 'budget_adjusted') AS budget_adjusted_yuan,
           max(f.amount_yuan) FILTER (f.measure = 'planned') AS planned_yuan,
           max(f.amount_yuan) FILTER (f.measure = 'received') AS received_yuan,
           max(f.amount_yuan) FILTER (f.measure = 'spent') AS spent_yuan,
           max(f.amount_yuan) FILTER (f.measure = 'balance') AS balance_yuan
    FROM main.funds f JOIN main.evaluations e USING (evaluation_id)
    WHERE f.source = 'total' AND coalesce(f.fiscal_year, e.fiscal_year) IS NOT DISTINCT FROM e.fiscal_year
    GROUP BY f.evaluation_id
), joined AS (
    SELECT e.*, p.kind, p.name AS project_name, p.implementing_unit, p.competent_department, d.trust, d.title,
           d.publisher, d.published_on, d.url, m.* EXCLUDE (evaluation_id),
           coalesce(p.region_code, d.region_code) AS place,
           coalesce(m.budget_adjusted_yuan, m.budget_initial_yuan) AS budget_yuan,
           TRY_CAST(100 * e.total_score / nullif(coalesce(e.full_mark, 100), 0) AS DECIMAL(9,4)) AS score_percent
    FROM main.evaluations e
    JOIN main.projects p USING (project_id)
    JOIN main.documents d USING (document_id)
    LEFT JOIN money m USING (evaluation_id)
    WHERE d.trust < 4
)
SELECT j.evaluation_id, j.project_id,
       CASE WHEN j.kind = 'department'
            THEN coalesce(j.implementing_unit, j.competent_department, j.publisher) ELSE j.project_name END AS name,
       j.kind,
       coalesce(j.implementing_unit, j.competent_department, j.publisher) AS unit,
       j.competent_department AS department,
       j.place AS region_code, coalesce(r.name, j.place) AS region, coalesce(province.name, left(j.place, 2) || '0000') AS province,
       j.fiscal_year, j.evaluator, j.template,
       j.budget_initial_yuan, j.budget_adjusted_yuan, j.budget_yuan,
       CASE WHEN j.budget_adjusted_yuan IS NOT NULL THEN 'budget_adjusted'
            WHEN j.budget_initial_yuan IS NOT NULL THEN 'budget_initial' END AS budget_basis,
       j.planned_yuan, j.received_yuan, j.spent_yuan, j.balance_yuan,
       j.budget_yuan - j.spent_yuan AS unspent_yuan,
       j.stated_execution_rate,
       TRY_CAST(100 * j.spent_yuan / nullif(j.budget_yuan, 0) AS DECIMAL(12,4)) AS computed_execution_rate,
       j.stated_arrival_rate,
       TRY_CAST(100 * j.received_yuan / nullif(coalesce(j.planned_yuan, j.budget_yuan), 0) AS DECIMAL(12,4))
           AS computed_arrival_rate,
       j.total_score, j.full_mark, j.score_percent, j.grade,
       CASE WHEN j.score_percent >= 90 THEN '优' WHEN j.score_percent >= 80 THEN '良'
            WHEN j.score_percent >= 60 THEN '中' WHEN j.score_percent IS NOT NULL THEN '差' END AS computed_grade,
       NOT regexp_matches(
           regexp_replace(j.problems, '[\s。.,，;；:：、/\\—-]', '', 'g'),
           '^(?:|无|暂无|没有|无问题|暂无问题|没有问题|不存在问题|无存在问题|未发现问题)$'
       ) AS has_problems,
       j.trust, j.document_id, j.title, j.publisher, j.published_on, j.url
FROM joined j
LEFT JOIN main.regions r ON r.region_code = j.place
LEFT JOIN main.regions province ON province.region_code = left(j.place, 2) || '0000'
