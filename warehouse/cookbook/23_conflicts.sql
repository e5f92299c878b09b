-- zh: 同一项目同一年度,哪些公开数据互相矛盾?
-- en: Which disclosures on one project and year contradict each other?
SELECT name, fiscal_year, field, value_1, value_2, difference, url_1, url_2
FROM v_conflict
ORDER BY abs(difference) DESC, evaluation_id_1, evaluation_id_2, field, value_1, value_2;
