insert into limits.rows (id, content, created_at) values (uuidv7(), :content, now());
