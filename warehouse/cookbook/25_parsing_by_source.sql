-- zh: 各来源采集和解析的成功率如何?
-- en: How well does each source parse, and why do documents yield no facts?
SELECT source_id, count(*) AS states, count(*) FILTER (state = 'parsed') AS with_facts,
       count(*) FILTER (state = 'negative') AS without_facts,
       count(*) FILTER (state NOT IN ('parsed', 'negative')) AS unread,
       mode(reason ORDER BY reason) AS most_frequent_reason
FROM ops.parses
GROUP BY source_id
ORDER BY unread DESC, source_id;
