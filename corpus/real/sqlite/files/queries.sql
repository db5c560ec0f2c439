-- Expressions and queries with no database file.
WITH RECURSIVE
 xaxis(x) AS (VALUES(-2.0) UNION ALL SELECT x + 0.1 FROM xaxis WHERE x < 1.2),
 yaxis(y) AS (VALUES(-1.0) UNION ALL SELECT y + 0.2 FROM yaxis WHERE y < 1.0),
 m(iter, cx, cy, x, y) AS (SELECT 0, x, y, 0.0, 0.0 FROM xaxis, yaxis
  UNION ALL SELECT iter + 1, cx, cy, x * x - y * y + cx, 2.0 * x * y + cy FROM m WHERE (x * x + y * y) < 4.0 AND iter < 28),
 m2(iter, cx, cy) AS (SELECT max(iter), cx, cy FROM m GROUP BY cx, cy),
 a(t) AS (SELECT group_concat(substr(' .+*#', 1 + min(iter / 7, 4), 1), '') FROM m2 GROUP BY cy)
SELECT group_concat(rtrim(t), x'0a') FROM a;
SELECT 1 + 1, 7 / 2, 7 / 2.0, -7 % 3, 1 << 40, ~5, 'a' || 'b', 5 BETWEEN 1 AND 9, NULL IS NULL, 3 IN (1, 2, 3);
SELECT printf('%05d %.3f %s %e %x', 42, 3.14159, 'text', 12345.678, 255), quote('it''s'), round(2.567, 1), abs(-9);
SELECT upper('abc'), substr('hello', 2, 3), replace('aXbX', 'X', '-'), instr('haystack', 'st'), trim('  t '), unicode('€'), hex('ab');
SELECT sin(1), exp(1), ln(10), sqrt(2), pow(2, 0.5), pi(), ceil(1.2), mod(7.5, 2);
SELECT json_extract('{"a":[1,{"b":"c"}]}', '$.a[1].b'), json_array(1, 'x', null), json_group_array(value) FROM json_each('[3,1,2]');
SELECT date('2024-02-28', '+2 days'), strftime('%Y-%W-%w', '2021-07-04'), julianday('2000-01-01'), time('13:45:10', '-1 hour');
CREATE TABLE t(a, b);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50) INSERT INTO t SELECT i, i * i % 17 FROM n;
SELECT b, count(*), group_concat(a), sum(a) OVER w FROM t GROUP BY b WINDOW w AS (ORDER BY b) ORDER BY b;
SELECT a, b, rank() OVER (PARTITION BY b % 3 ORDER BY a DESC) AS r, lag(a, 1, 0) OVER (ORDER BY a) FROM t WHERE a < 12 ORDER BY a;
SELECT a FROM t WHERE b = 1 UNION SELECT b FROM t WHERE a > 45 EXCEPT SELECT 4 ORDER BY 1;
SELECT CASE WHEN a < 3 THEN 'low' WHEN a > 48 THEN 'high' ELSE 'mid' END AS c, count(*) FROM t GROUP BY c;
SELECT 9223372036854775807 + 1, 1e308 * 10, 0.1 + 0.2, CAST('12abc' AS INT), typeof(1 / 3.0), x'414243' = 'ABC';
WITH RECURSIVE q(n, s) AS (VALUES(1, '') UNION ALL SELECT n + 1, s || n FROM q WHERE n < 15) SELECT max(s) FROM q;
