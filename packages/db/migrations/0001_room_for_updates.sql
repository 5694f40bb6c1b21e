-- Room in each page for updates that stay in it (HOT): the rows that every send changes.
ALTER TABLE "pennypost"."accounts" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "pennypost"."conversations" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "pennypost"."participants" SET (fillfactor = 80);
