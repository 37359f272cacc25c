CREATE TABLE `gate_looks` (
	`dataset_digest` text NOT NULL,
	`look` integer NOT NULL,
	`gate` text NOT NULL,
	`release_look` integer,
	`run` text NOT NULL,
	`baseline` text,
	`model_name` text NOT NULL,
	`model_version` text NOT NULL,
	`model_digest` text NOT NULL,
	`verdict` text,
	`decided_at` text NOT NULL,
	PRIMARY KEY(`dataset_digest`, `look`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `gate_looks_dataset_digest_gate_unique` ON `gate_looks` (`dataset_digest`,`gate`);