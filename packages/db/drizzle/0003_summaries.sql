CREATE TABLE `summaries` (
	`run_number` integer PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`content` text NOT NULL,
	FOREIGN KEY (`run_number`) REFERENCES `runs`(`number`) ON UPDATE no action ON DELETE cascade
) STRICT;
