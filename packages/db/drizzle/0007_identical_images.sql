CREATE TABLE `identical_images` (
	`dataset_id` integer NOT NULL,
	`first_index` integer NOT NULL,
	`sample_index` integer NOT NULL,
	PRIMARY KEY(`dataset_id`, `first_index`, `sample_index`),
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;

--> statement-breakpoint
INSERT INTO `identical_images`
SELECT s.`dataset_id`, r.`first_index`, s.`sample_index`
FROM (
	SELECT `dataset_id`, `sha256`, MIN(`sample_index`) AS `first_index` FROM `samples`
	WHERE `sha256` <> '' GROUP BY `dataset_id`, `sha256` HAVING COUNT(*) > 1
) r
JOIN `samples` s ON s.`dataset_id` = r.`dataset_id` AND s.`sha256` = r.`sha256`;
