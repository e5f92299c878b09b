-- zh: 哪些等级与得分不符,是偏高还是偏低?
-- en: Which grades do not fit their score, and are they too high or too low?
SELECT name, unit, fiscal_year, total_score, grade, computed_grade,
       CASE WHEN position(grade IN '优良中差') < position(computed_grade IN '优良中差') THEN '偏高 too high'
            ELSE '偏低 too low' END AS direction, url
FROM v_project_year
WHERE grade <> computed_grade
ORDER BY score_percent DESC, evaluation_id;
