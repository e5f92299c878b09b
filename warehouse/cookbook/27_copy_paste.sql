-- zh: 哪些单位的自评材料与上一年或同年的其他材料雷同?
-- en: Which units write their disclosures from the same boilerplate, year after year or project after project?
SELECT unit, region, fiscal_year, documents, alike_same_year, same_year_index, alike_year_before, year_before_index
FROM v_copy_paste
WHERE alike_same_year + alike_year_before > 0
ORDER BY greatest(coalesce(same_year_index, 0), coalesce(year_before_index, 0)) DESC, unit, region_code, fiscal_year
LIMIT 50;
