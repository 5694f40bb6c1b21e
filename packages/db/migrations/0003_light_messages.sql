ALTER TABLE "pennypost"."messages" DROP CONSTRAINT "messages_conversation_id_conversations_id_fk";
--> statement-breakpoint
ALTER TABLE "pennypost"."messages" DROP CONSTRAINT "messages_sender_id_users_id_fk";
--> statement-breakpoint
DROP TYPE IF EXISTS "pennypost"."send_verdict" CASCADE;
