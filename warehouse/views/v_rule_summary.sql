-- zh: 每条一致性规则一行:核对、跳过、发现的数量与一个例子
-- en: One consistency rule with the cases checked, skipped and broken, and an example
-- rule_id: 规则编号 | Rule
-- severity: 级别 | How grave a breach is
-- title_zh: 规则 | What must hold, in Chinese
-- title_en: 规则(英文) | What must hold
-- checked: 已核对 | Cases with all operands
-- skipped: 已跳过 | Cases left out because an operand is missing
-- found: 发现 | Breaches
-- breach_rate: 违反率(%) | Breaches of cases checked, percent
-- documents: 涉及文件数(不含可信等级 4、5) | Documents that break it, without those of trust 4 and 5
-- example: 例子(不含可信等级 4、5) | One breach, from a document of trust 1 to 3
-- example_url: 例子的地址 | Address of its document
WITH trusted AS (
    SELECT f.rule_id, count(DISTINCT f.document_id) AS documents,
           min_by(f.message, f.finding_id) AS example, min_by(d.url, f.finding_id) AS example_url
    FROM main.findings f JOIN main.documents d USING (document_id)
    WHERE d.trust < 4
    GROUP BY f.rule_id
)
SELECT r.rule_id, r.severity, r.title_zh, r.title_en, r.checked, r.skipped, r.found,
       round(100.0 * r.found / nullif(r.checked, 0), 2) AS breach_rate,
       coalesce(t.documents, 0) AS documents, t.example, t.example_url
FROM main.rules r LEFT JOIN trusted t USING (rule_id)
