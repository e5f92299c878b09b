-- zh: 同一项目同一年度,自评分比部门、财政或第三方评分高多少?
-- en: By how much does a project's self score exceed the score of its department, the finance bureau or a third party in the same year?
SELECT self.name, self.unit, self.fiscal_year, self.score_percent AS self_score, other.evaluator,
       other.score_percent AS outside_score, self.score_percent - other.score_percent AS gap, other.url
FROM v_project_year self
JOIN v_project_year other USING (project_id, fiscal_year)
WHERE self.evaluator = 'unit_self' AND other.evaluator <> 'unit_self'
  AND self.score_percent IS NOT NULL AND other.score_percent IS NOT NULL
ORDER BY gap DESC, self.evaluation_id, other.evaluation_id;
