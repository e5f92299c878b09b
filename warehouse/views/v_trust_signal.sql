-- zh: 每个文件的每个可信依据一行,包括跨网站比较得出的:同一备案号、同一网站标识码出现在几个域名上
-- en: One sign behind a document's trust tier, with those that only a comparison of sites shows: a registration number or a site code on several domains
-- document_id: 文件编号 | Document
-- url: 地址 | Address
-- host: 主机 | Host
-- trust: 可信等级 | Trust tier
-- signal: 依据 | Sign: a word of TRUST_SIGNALS, or registered_repeated, site_code_repeated
-- detail: 所见 | What was seen; of a repeated number the number and the domains
WITH told AS (
    SELECT document_id, url, trust, split_part(split_part(url, '/', 3), ':', 1) AS host,
           unnest(from_json(trust_signals, '["VARCHAR"]')) AS said
    FROM main.documents
), signs AS (
    SELECT document_id, url, host, trust, split_part(said, ': ', 1) AS signal,
           nullif(substring(said, length(split_part(said, ': ', 1)) + 3), '') AS detail,
           -- www.a.gov.cn and czj.a.gov.cn are one domain, of which the last three parts are its own; of a.com two
           regexp_extract(host, '[^.]+\.(?:(?:gov|com|org|net|edu)\.)?[^.]+$') AS domain
    FROM told
), numbers AS (
    SELECT CASE WHEN signal = 'registered' THEN 'registered_repeated' ELSE 'site_code_repeated' END AS signal,
           detail, string_agg(DISTINCT domain, ', ' ORDER BY domain) AS domains
    FROM signs
    WHERE signal = 'registered' OR starts_with(signal, 'site_code')
    GROUP BY 1, detail
    HAVING count(DISTINCT domain) > 1
)
SELECT document_id, url, host, trust, signal, detail FROM signs
UNION ALL
SELECT s.document_id, s.url, s.host, s.trust, n.signal, n.detail || ': ' || n.domains
FROM signs s
JOIN numbers n ON n.detail = s.detail
    AND ((n.signal = 'registered_repeated' AND s.signal = 'registered')
        OR (n.signal = 'site_code_repeated' AND starts_with(s.signal, 'site_code')))
