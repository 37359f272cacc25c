CREATE TABLE `datasets` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`digest` text NOT NULL,
	`manifest` text NOT NULL,
	`root` text NOT NULL,
	`sample_count` integer NOT NULL,
	`repairs` text NOT NULL,
	`warnings` text NOT NULL,
	`added_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `datasets_name_unique` ON `datasets` (`name`);--> statement-breakpoint
CREATE TABLE `label_sets` (
	`dataset_id` integer NOT NULL,
	`label_set` integer NOT NULL,
	`labels` text NOT NULL,
	`sample_count` integer NOT NULL,
	PRIMARY KEY(`dataset_id`, `label_set`),
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `samples` (
	`dataset_id` integer NOT NULL,
	`sample_index` integer NOT NULL,
	`sample_id` text NOT NULL,
	`path` text NOT NULL,
	`sha256` text NOT NULL,
	`cluster` text,
	`label_set` integer NOT NULL,
	PRIMARY KEY(`dataset_id`, `sample_index`),
	FOREIGN KEY (`dataset_id`,`label_set`) REFERENCES `label_sets`(`dataset_id`,`label_set`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `samples_by_label_set` ON `samples` (`dataset_id`,`label_set`);--> statement-breakpoint
CREATE UNIQUE INDEX `samples_dataset_id_sample_id_unique` ON `samples` (`dataset_id`,`sample_id`);--> statement-breakpoint
CREATE TABLE `models` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`version` text NOT NULL,
	`digest` text NOT NULL,
	`manifest` text NOT NULL,
	`folder` text NOT NULL,
	`added_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `models_name_version_unique` ON `models` (`name`,`version`);--> statement-breakpoint
CREATE TABLE `failures` (
	`run_number` integer NOT NULL,
	`sample_index` integer NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	PRIMARY KEY(`run_number`, `sample_index`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `predictions` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`sample_index` integer NOT NULL,
	`truth` integer,
	`predicted` integer NOT NULL,
	`confidence` real,
	`scores` text,
	PRIMARY KEY(`run_number`, `task_index`, `sample_index`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `predictions_by_cell` ON `predictions` (`run_number`,`task_index`,`truth`,`predicted`,`confidence`);--> statement-breakpoint
CREATE TABLE `counts` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`group_index` integer NOT NULL,
	`truth` integer NOT NULL,
	`predicted` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`run_number`, `task_index`, `group_index`, `truth`, `predicted`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `metrics` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`group_index` integer NOT NULL,
	`metric` text NOT NULL,
	`class` text NOT NULL,
	`value` real,
	`low` real,
	`high` real,
	`n` real NOT NULL,
	`method` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`run_number`, `task_index`, `group_index`, `metric`, `class`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `run_groups` (
	`run_number` integer NOT NULL,
	`group_index` integer NOT NULL,
	`grouping` text NOT NULL,
	`labels` text NOT NULL,
	PRIMARY KEY(`run_number`, `group_index`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `score_tables` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`run_number`, `task_index`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `run_tasks` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`labels` text NOT NULL,
	`label_order` text,
	`excluded` integer NOT NULL,
	PRIMARY KEY(`run_number`, `task_index`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `runs` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`status` text NOT NULL,
	`model_id` integer,
	`model_name` text NOT NULL,
	`model_version` text NOT NULL,
	`model_digest` text NOT NULL,
	`dataset_id` integer NOT NULL,
	`dataset_name` text NOT NULL,
	`dataset_digest` text NOT NULL,
	`dataset_samples` integer NOT NULL,
	`dataset_labels` text NOT NULL,
	`device` text NOT NULL,
	`precision` text NOT NULL,
	`preprocess_digest` text NOT NULL,
	`batch_size` integer NOT NULL,
	`options` text NOT NULL,
	`tags` text NOT NULL,
	`software` text NOT NULL,
	`warnings` text NOT NULL,
	`total` integer NOT NULL,
	`ok` integer NOT NULL,
	`failed` integer NOT NULL,
	`excluded` integer NOT NULL,
	`started_at` text NOT NULL,
	`finished_at` text,
	`heartbeat_at` text NOT NULL,
	`owner` text,
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE set null,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_id_unique` ON `runs` (`id`);--> statement-breakpoint
CREATE INDEX `runs_by_model` ON `runs` (`model_id`);--> statement-breakpoint
CREATE INDEX `runs_by_dataset` ON `runs` (`dataset_id`);--> statement-breakpoint
CREATE VIEW `count_list` AS 
  SELECT r.id AS run, t.name AS task, g.labels AS "group",
    t.labels ->> c.truth AS truth, t.labels ->> c.predicted AS predicted, c.n
  FROM runs r
  JOIN run_tasks t ON t.run_number = r.number
  JOIN counts c ON c.run_number = t.run_number AND c.task_index = t.task_index
  JOIN run_groups g ON g.run_number = c.run_number AND g.group_index = c.group_index;--> statement-breakpoint
CREATE VIEW `dataset_list` AS 
  SELECT name AS dataset, sample_count AS samples, manifest ->> 'labels' AS labels, root, digest, added_at
  FROM datasets ORDER BY name;--> statement-breakpoint
CREATE VIEW `failure_list` AS 
  SELECT r.id AS run, s.sample_id AS sample, f.code, f.message
  FROM runs r
  JOIN failures f ON f.run_number = r.number
  JOIN samples s ON s.dataset_id = r.dataset_id AND s.sample_index = f.sample_index;--> statement-breakpoint
CREATE VIEW `metric_list` AS 
  SELECT r.id AS run, t.name AS task, g.grouping, g.labels AS "group", nullif(m.class, '') AS class,
    m.metric, m.value, m.low, m.high, m.n, m.method, m.reason
  FROM runs r
  JOIN run_tasks t ON t.run_number = r.number
  JOIN metrics m ON m.run_number = t.run_number AND m.task_index = t.task_index
  JOIN run_groups g ON g.run_number = m.run_number AND g.group_index = m.group_index;--> statement-breakpoint
CREATE VIEW `model_list` AS 
  SELECT name || '@' || version AS model, digest, folder, added_at FROM models ORDER BY name, version;--> statement-breakpoint
CREATE VIEW `prediction_list` AS 
  SELECT r.id AS run, s.sample_id AS sample, l.labels, t.name AS task,
    t.labels ->> p.truth AS truth, t.labels ->> p.predicted AS predicted, p.confidence,
    (SELECT json_group_object(label.value, score.value)
      FROM json_each(t.labels) label JOIN json_each(p.scores) score ON score.key = label.key
      WHERE p.scores IS NOT NULL) AS scores
  FROM runs r
  JOIN run_tasks t ON t.run_number = r.number
  JOIN predictions p ON p.run_number = t.run_number AND p.task_index = t.task_index
  JOIN samples s ON s.dataset_id = r.dataset_id AND s.sample_index = p.sample_index
  JOIN label_sets l ON l.dataset_id = s.dataset_id AND l.label_set = s.label_set;--> statement-breakpoint
CREATE VIEW `run_list` AS 
  SELECT id AS run, status, model_name || '@' || model_version AS model, dataset_name AS dataset, device, precision,
    total, ok, failed, excluded, started_at, finished_at, tags
  FROM runs ORDER BY number DESC;--> statement-breakpoint
CREATE VIEW `sample_list` AS 
  SELECT d.name AS dataset, s.sample_index, s.sample_id AS sample, l.labels, s.cluster, s.path, s.sha256
  FROM datasets d
  JOIN samples s ON s.dataset_id = d.id
  JOIN label_sets l ON l.dataset_id = s.dataset_id AND l.label_set = s.label_set;