CREATE TABLE `prediction_columns` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`rows` integer NOT NULL,
	`scored` integer NOT NULL,
	`sample` blob,
	`label_set` blob NOT NULL,
	`truth` blob NOT NULL,
	`predicted` blob NOT NULL,
	`confidence` blob NOT NULL,
	PRIMARY KEY(`run_number`, `task_index`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_parts` (
	`run_number` integer NOT NULL,
	`task_index` integer NOT NULL,
	`part` integer NOT NULL,
	`content` blob NOT NULL,
	PRIMARY KEY(`run_number`, `task_index`, `part`),
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT;
