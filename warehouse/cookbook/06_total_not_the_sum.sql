-- zh: 哪些总分不等于各项得分之和,多算或少算了几分?
-- en: Which totals are not the sum of their points, and how many points were gained or lost?
SELECT v.name, v.unit, v.fiscal_year, f.stated, f.expected, f.difference, f.message, v.url
FROM findings f JOIN v_project_year v USING (evaluation_id)
WHERE f.rule_id = 'S2'
ORDER BY abs(f.difference) DESC, f.finding_id;
