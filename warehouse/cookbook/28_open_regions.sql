-- zh: 哪些文件和单位的区划还要人来判定,可能是哪里?
-- en: Whose division must a person decide, and between which ones?
SELECT subject, name, count(*) AS rows, any_value(region ORDER BY subject_id) AS region,
       list(DISTINCT coalesce(candidate_above, '') || candidate ORDER BY coalesce(candidate_above, '') || candidate)
           AS candidates
FROM v_region_review
GROUP BY subject, name
ORDER BY rows DESC, subject, name;
