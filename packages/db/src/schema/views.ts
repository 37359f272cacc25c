import { sql } from 'drizzle-orm';
import { sqliteView } from 'drizzle-orm/sqlite-core';

/*
 * For people with a plain `sqlite3`: names instead of numbers. The code reads the tables.
 */

export const modelList = sqliteView('model_list', {}).as(sql`
  SELECT name || '@' || version AS model, digest, folder, added_at FROM models ORDER BY name, version`);

export const datasetList = sqliteView('dataset_list', {}).as(sql`
  SELECT name AS dataset, sample_count AS samples, manifest ->> 'labels' AS labels, root, digest, added_at
  FROM datasets ORDER BY name`);

export const sampleList = sqliteView('sample_list', {}).as(sql`
  SELECT d.name AS dataset, s.sample_index, s.sample_id AS sample, l.labels, s.cluster, s.path, s.sha256
  FROM datasets d
  JOIN samples s ON s.dataset_id = d.id
  JOIN label_sets l ON l.dataset_id = s.dataset_id AND l.label_set = s.label_set`);

export const runList = sqliteView('run_list', {}).as(sql`
  SELECT id AS run, status, model_name || '@' || model_version AS model, dataset_name AS dataset, device, precision,
    total, ok, failed, excluded, started_at, finished_at, tags
  FROM runs ORDER BY number DESC`);

export const predictionList = sqliteView('prediction_list', {}).as(sql`
  SELECT r.id AS run, s.sample_id AS sample, l.labels, t.name AS task,
    t.labels ->> p.truth AS truth, t.labels ->> p.predicted AS predicted, p.confidence,
    (SELECT json_group_object(label.value, score.value)
      FROM json_each(t.labels) label JOIN json_each(p.scores) score ON score.key = label.key
      WHERE p.scores IS NOT NULL) AS scores
  FROM runs r
  JOIN run_tasks t ON t.run_number = r.number
  JOIN predictions p ON p.run_number = t.run_number AND p.task_index = t.task_index
  JOIN samples s ON s.dataset_id = r.dataset_id AND s.sample_index = p.sample_index
  JOIN label_sets l ON l.dataset_id = s.dataset_id AND l.label_set = s.label_set`);

export const failureList = sqliteView('failure_list', {}).as(sql`
  SELECT r.id AS run, s.sample_id AS sample, f.code, f.message
  FROM runs r
  JOIN failures f ON f.run_number = r.number
  JOIN samples s ON s.dataset_id = r.dataset_id AND s.sample_index = f.sample_index`);

export const countList = sqliteView('count_list', {}).as(sql`
  SELECT r.id AS run, t.name AS task, g.labels AS "group",
    t.labels ->> c.truth AS truth, t.labels ->> c.predicted AS predicted, c.n
  FROM runs r
  JOIN run_tasks t ON t.run_number = r.number
  JOIN counts c ON c.run_number = t.run_number AND c.task_index = t.task_index
  JOIN run_groups g ON g.run_number = c.run_number AND g.group_index = c.group_index`);

export const metricList = sqliteView('metric_list', {}).as(sql`
  SELECT r.id AS run, t.name AS task, g.grouping, g.labels AS "group", nullif(m.class, '') AS class,
    m.metric, m.value, m.low, m.high, m.n, m.method, m.reason
  FROM runs r
  JOIN run_tasks t ON t.run_number = r.number
  JOIN metrics m ON m.run_number = t.run_number AND m.task_index = t.task_index
  JOIN run_groups g ON g.run_number = m.run_number AND g.group_index = m.group_index`);
