-- A database file left behind: tables, indexes, transactions, views, triggers, FTS, R-tree, blobs.
CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INT CHECK(age > 0), city TEXT);
CREATE TABLE visit(person INT REFERENCES person(id), day TEXT, cost REAL);
CREATE INDEX visit_day ON visit(day);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO person SELECT i, 'name' || (i * 7919 % 10007), i % 90 + 1, char(65 + i % 26) || 'town' FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
INSERT INTO visit SELECT i % 2000 + 1, date('2020-01-01', '+' || (i % 400) || ' days'), i * 1.25 FROM n;
SELECT count(*), sum(age), avg(age), min(name), max(name) FROM person;
SELECT city, count(*) AS n, round(total(cost), 2) FROM person JOIN visit ON person.id = visit.person
 GROUP BY city HAVING n > 180 ORDER BY 3 DESC LIMIT 5;
SELECT p.name, v.day FROM person p LEFT JOIN visit v ON v.person = p.id AND v.day LIKE '2020-12%' WHERE p.age = 17 ORDER BY 1, 2 LIMIT 8;
EXPLAIN QUERY PLAN SELECT * FROM visit WHERE day = '2020-05-05';
BEGIN;
DELETE FROM visit WHERE day < '2020-06-01';
SELECT count(*) FROM visit;
ROLLBACK;
SELECT count(*) FROM visit;
CREATE VIEW old AS SELECT * FROM person WHERE age > 80;
CREATE TRIGGER log AFTER UPDATE ON person BEGIN INSERT INTO visit VALUES(new.id, 'trigger', old.age); END;
UPDATE person SET age = age + 1 WHERE id BETWEEN 10 AND 20;
SELECT count(*), sum(cost) FROM visit WHERE day = 'trigger';
SELECT count(*) FROM old;
CREATE VIRTUAL TABLE doc USING fts5(body);
INSERT INTO doc VALUES('the quick brown fox'), ('jumps over the lazy dog'), ('quick dogs and lazy foxes');
SELECT rowid, highlight(doc, 0, '[', ']') FROM doc WHERE doc MATCH 'quick OR lazy' ORDER BY rank;
CREATE VIRTUAL TABLE box USING rtree(id, x0, x1, y0, y1);
INSERT INTO box SELECT id, id % 50, id % 50 + 2, id / 50, id / 50 + 2 FROM person WHERE id < 500;
SELECT count(*) FROM box WHERE x0 > 10 AND x1 < 20 AND y0 > 2 AND y1 < 8;
CREATE TABLE blobs(b BLOB);
INSERT INTO blobs VALUES(x'00ff10'), (zeroblob(5000)), (CAST('text' AS BLOB));
SELECT length(b), typeof(b), hex(substr(b, 1, 3)) FROM blobs;
INSERT INTO person VALUES(1, 'duplicate', 5, 'x');
INSERT INTO person VALUES(9999, 'neg', -5, 'x');
SELECT nonsense;
PRAGMA integrity_check;
VACUUM;
PRAGMA page_count;
