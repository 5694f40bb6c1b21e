ALTER TABLE "pennypost"."conversations" ADD COLUMN "other_changes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pennypost"."accounts" ADD COLUMN "day_began_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "pennypost"."conversations" c SET "other_changes" = "last_seq" - (SELECT count(*) FROM "pennypost"."messages" m WHERE m."conversation_id" = c."id");
