-- zh: 各地区各年度支出中,中央、省、市、县和其他资金各占多少?
-- en: What share of spending comes from the centre, province, city, county and others, by region and year?
SELECT region, fiscal_year, source, evaluations, amount_yuan, share_of_total
FROM v_fund_source
WHERE measure = 'spent' AND source NOT IN ('total', 'fiscal')
ORDER BY region, fiscal_year, amount_yuan DESC, source;
