-- zh: 哪些一致性规则被违反得最多,比例多高?
-- en: Which consistency rules are broken most often, and how often of the cases checked?
SELECT rule_id, severity, title_zh, checked, skipped, found, breach_rate, example
FROM v_rule_summary
WHERE found > 0
ORDER BY found DESC, rule_id;
