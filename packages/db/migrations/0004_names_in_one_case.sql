-- The new one first: to drop the old one waits for whoever reads, and they for it.
CREATE INDEX "users_name_in_one_case" ON "pennypost"."users" USING btree (upper(lower("name")) text_pattern_ops);--> statement-breakpoint
DROP INDEX "pennypost"."users_name_prefix";
