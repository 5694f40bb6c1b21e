CREATE SCHEMA IF NOT EXISTS "pennypost";
--> statement-breakpoint
CREATE TABLE "pennypost"."conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"direct_low" text,
	"direct_high" text,
	"created_by" text NOT NULL,
	"opening_points" bigint DEFAULT 0 NOT NULL,
	"default_expiration_hours" double precision,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"changed_seq" bigint DEFAULT 0 NOT NULL,
	"last_activity_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conversations_direct_pair" UNIQUE("direct_low","direct_high"),
	CONSTRAINT "conversations_shape" CHECK (("pennypost"."conversations"."kind" = 'direct' and "pennypost"."conversations"."title" is null and "pennypost"."conversations"."direct_low" < "pennypost"."conversations"."direct_high" and "pennypost"."conversations"."direct_low" is not null and "pennypost"."conversations"."direct_high" is not null)
       or ("pennypost"."conversations"."kind" = 'group' and char_length("pennypost"."conversations"."title") between 1 and 120 and "pennypost"."conversations"."title" is not null and "pennypost"."conversations"."direct_low" is null and "pennypost"."conversations"."direct_high" is null)),
	CONSTRAINT "conversations_expiration_range" CHECK ("pennypost"."conversations"."default_expiration_hours" between 1 and 8760),
	CONSTRAINT "conversations_seq_order" CHECK (0 <= "pennypost"."conversations"."changed_seq" and "pennypost"."conversations"."changed_seq" <= "pennypost"."conversations"."last_seq")
);
--> statement-breakpoint
CREATE TABLE "pennypost"."departures" (
	"conversation_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"left_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "departures_conversation_id_user_id_pk" PRIMARY KEY("conversation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "pennypost"."participants" (
	"conversation_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"read_seq" bigint NOT NULL,
	"shown_read_seq" bigint,
	"shown_read_at" timestamp (3) with time zone,
	"shown_change_seq" bigint,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "participants_conversation_id_user_id_pk" PRIMARY KEY("conversation_id","user_id"),
	CONSTRAINT "participants_role_known" CHECK ("pennypost"."participants"."role" in ('owner', 'member')),
	CONSTRAINT "participants_shown_whole" CHECK (num_nulls("pennypost"."participants"."shown_read_seq", "pennypost"."participants"."shown_read_at", "pennypost"."participants"."shown_change_seq") in (0, 3)),
	CONSTRAINT "participants_shown_within_read" CHECK ("pennypost"."participants"."shown_read_seq" <= "pennypost"."participants"."read_seq")
);
--> statement-breakpoint
CREATE TABLE "pennypost"."messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"sender_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"changed_seq" bigint NOT NULL,
	"content" text,
	"charged_points" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"edited_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "messages_seq" UNIQUE("conversation_id","seq"),
	CONSTRAINT "messages_content_length" CHECK (char_length("pennypost"."messages"."content") between 1 and 5000),
	CONSTRAINT "messages_seq_order" CHECK (1 <= "pennypost"."messages"."seq" and "pennypost"."messages"."seq" <= "pennypost"."messages"."changed_seq"),
	CONSTRAINT "messages_expire_later" CHECK ("pennypost"."messages"."expires_at" > "pennypost"."messages"."created_at"),
	CONSTRAINT "messages_deleted_empty" CHECK ("pennypost"."messages"."deleted_at" is null or "pennypost"."messages"."content" is null),
	CONSTRAINT "messages_charged_range" CHECK ("pennypost"."messages"."charged_points" >= 0)
);
--> statement-breakpoint
CREATE TABLE "pennypost"."accounts" (
	"user_id" text PRIMARY KEY NOT NULL,
	"balance" bigint DEFAULT 0 NOT NULL,
	"entry_count" integer DEFAULT 0 NOT NULL,
	"free_used" integer DEFAULT 0 NOT NULL,
	"day" date NOT NULL,
	"day_ends_at" timestamp (3) with time zone NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"next_time_zone" text,
	"daily_free_limit" integer,
	"points_per_message" bigint,
	CONSTRAINT "accounts_balance_range" CHECK ("pennypost"."accounts"."balance" between 0 and 9007199254740991),
	CONSTRAINT "accounts_free_used_range" CHECK ("pennypost"."accounts"."free_used" >= 0),
	CONSTRAINT "accounts_daily_free_range" CHECK ("pennypost"."accounts"."daily_free_limit" >= 0),
	CONSTRAINT "accounts_price_range" CHECK ("pennypost"."accounts"."points_per_message" between 1 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "pennypost"."ledger" (
	"user_id" text NOT NULL,
	"number" integer NOT NULL,
	"house" text NOT NULL,
	"points" bigint NOT NULL,
	"balance_after" bigint NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"message_id" uuid,
	"conversation_id" uuid,
	"grant_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_user_id_number_pk" PRIMARY KEY("user_id","number"),
	CONSTRAINT "ledger_one_charge_a_message" UNIQUE("message_id"),
	CONSTRAINT "ledger_one_charge_an_opening" UNIQUE("conversation_id"),
	CONSTRAINT "ledger_one_grant_a_key" UNIQUE("grant_key"),
	CONSTRAINT "ledger_points_move" CHECK ("pennypost"."ledger"."points" <> 0),
	CONSTRAINT "ledger_balance_range" CHECK ("pennypost"."ledger"."balance_after" between 0 and 9007199254740991),
	CONSTRAINT "ledger_number_range" CHECK ("pennypost"."ledger"."number" >= 1),
	CONSTRAINT "ledger_shape" CHECK (case "pennypost"."ledger"."kind"
        when 'message' then "pennypost"."ledger"."house" = 'income' and "pennypost"."ledger"."points" < 0 and "pennypost"."ledger"."message_id" is not null and "pennypost"."ledger"."conversation_id" is null and "pennypost"."ledger"."grant_key" is null
        when 'opening' then "pennypost"."ledger"."house" = 'income' and "pennypost"."ledger"."points" < 0 and "pennypost"."ledger"."message_id" is null and "pennypost"."ledger"."conversation_id" is not null and "pennypost"."ledger"."grant_key" is null
        when 'grant' then "pennypost"."ledger"."house" = 'grants' and "pennypost"."ledger"."points" > 0 and "pennypost"."ledger"."message_id" is null and "pennypost"."ledger"."conversation_id" is null and "pennypost"."ledger"."reason" is not null
        when 'signup' then "pennypost"."ledger"."house" = 'grants' and "pennypost"."ledger"."points" > 0 and "pennypost"."ledger"."message_id" is null and "pennypost"."ledger"."conversation_id" is null and "pennypost"."ledger"."grant_key" is not null
        else false end)
);
--> statement-breakpoint
CREATE TABLE "pennypost"."audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pennypost"."audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pennypost"."test_clock" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"ahead" interval NOT NULL,
	CONSTRAINT "test_clock_one_row" CHECK ("pennypost"."test_clock"."id")
);
--> statement-breakpoint
CREATE TABLE "pennypost"."blocks" (
	"blocker_id" text NOT NULL,
	"blocked_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "blocks_blocker_id_blocked_id_pk" PRIMARY KEY("blocker_id","blocked_id"),
	CONSTRAINT "blocks_not_oneself" CHECK ("pennypost"."blocks"."blocker_id" <> "pennypost"."blocks"."blocked_id")
);
--> statement-breakpoint
CREATE TABLE "pennypost"."credentials" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pennypost"."host_sessions" (
	"sid" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pennypost"."jwks" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"alg" text,
	"crv" text
);
--> statement-breakpoint
CREATE TABLE "pennypost"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "pennypost"."users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"banned_at" timestamp (3) with time zone,
	"read_receipts" boolean DEFAULT true NOT NULL,
	"typing_indicators" boolean DEFAULT true NOT NULL,
	"opening_price_points" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_role_known" CHECK ("pennypost"."users"."role" in ('member', 'host', 'admin')),
	CONSTRAINT "users_name_length" CHECK (char_length("pennypost"."users"."name") between 1 and 80),
	CONSTRAINT "users_opening_price_range" CHECK ("pennypost"."users"."opening_price_points" between 0 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "pennypost"."verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pennypost"."conversations" ADD CONSTRAINT "conversations_direct_low_users_id_fk" FOREIGN KEY ("direct_low") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."conversations" ADD CONSTRAINT "conversations_direct_high_users_id_fk" FOREIGN KEY ("direct_high") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."conversations" ADD CONSTRAINT "conversations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."departures" ADD CONSTRAINT "departures_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "pennypost"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."departures" ADD CONSTRAINT "departures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."participants" ADD CONSTRAINT "participants_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "pennypost"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."participants" ADD CONSTRAINT "participants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."messages" ADD CONSTRAINT "messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "pennypost"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."messages" ADD CONSTRAINT "messages_sender_id_users_id_fk" FOREIGN KEY ("sender_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."ledger" ADD CONSTRAINT "ledger_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."accounts"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."blocks" ADD CONSTRAINT "blocks_blocker_id_users_id_fk" FOREIGN KEY ("blocker_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."blocks" ADD CONSTRAINT "blocks_blocked_id_users_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."credentials" ADD CONSTRAINT "credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."host_sessions" ADD CONSTRAINT "host_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pennypost"."sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "pennypost"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "departures_of_user" ON "pennypost"."departures" USING btree ("user_id","left_at");--> statement-breakpoint
CREATE INDEX "participants_of_user" ON "pennypost"."participants" USING btree ("user_id","conversation_id");--> statement-breakpoint
CREATE INDEX "messages_changed_later" ON "pennypost"."messages" USING btree ("conversation_id","changed_seq") WHERE changed_seq <> seq;--> statement-breakpoint
CREATE INDEX "messages_to_expire" ON "pennypost"."messages" USING btree ("conversation_id","expires_at") WHERE expires_at is not null and content is not null;--> statement-breakpoint
CREATE INDEX "blocks_by_blocked" ON "pennypost"."blocks" USING btree ("blocked_id");--> statement-breakpoint
CREATE INDEX "credentials_of_user" ON "pennypost"."credentials" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_of_user" ON "pennypost"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "users_name_prefix" ON "pennypost"."users" USING btree (lower("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "verifications_of_identifier" ON "pennypost"."verifications" USING btree ("identifier");