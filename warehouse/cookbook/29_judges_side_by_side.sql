-- zh: 哪些项目既有自评,又有部门、财政或第三方评价,各给多少分?
-- en: Which projects were scored by more than one judge, and how do the scores stand side by side?
SELECT name, unit, fiscal_year, self_score, department_score, fiscal_score, third_party_score, gap, has_conflict,
       link_confidence
FROM v_side_by_side
ORDER BY gap DESC NULLS LAST, name, project_id, fiscal_year;
