BEGIN TRANSACTION;
CREATE TABLE briefs (
	id TEXT NOT NULL, 
	since_version TEXT NOT NULL, 
	until_version TEXT NOT NULL, 
	until_date TEXT NOT NULL, 
	content TEXT NOT NULL, 
	issued_at BIGINT NOT NULL, 
	CONSTRAINT pk_briefs PRIMARY KEY (id)
);
INSERT INTO "briefs" VALUES('2026-W20','a','b','2026-05-17','L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂',1779000000000);
CREATE TABLE deliveries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	about TEXT NOT NULL, 
	subscriber INTEGER NOT NULL, 
	data TEXT DEFAULT '' NOT NULL, 
	state TEXT DEFAULT 'waiting' NOT NULL, 
	sender TEXT DEFAULT '' NOT NULL, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	doubtful INTEGER DEFAULT '0' NOT NULL, 
	not_before BIGINT DEFAULT '0' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	made_at BIGINT NOT NULL, 
	done_at BIGINT, 
	CONSTRAINT fk_deliveries_subscriber FOREIGN KEY(subscriber) REFERENCES subscribers (id) ON DELETE CASCADE, 
	CONSTRAINT uq_deliveries_kind_about_subscriber UNIQUE (kind, about, subscriber)
);
INSERT INTO "deliveries" VALUES(1,'brief','2026-W1',1,'','sent','',1,0,0,'',1779000000000,1779000000009);
INSERT INTO "deliveries" VALUES(2,'confirm','2026-W2',2,'','waiting','',2,0,1779000060000,'451 later',1779000000000,NULL);
INSERT INTO "deliveries" VALUES(3,'alert','2026-W3',1,'{"lines":[]}','claimed','1f2e3d4c5b6a7988',0,0,0,'',1779000000000,NULL);
INSERT INTO "deliveries" VALUES(4,'brief','2026-W4',4,'','failed','',0,1,0,'550 no such mailbox',1779000000000,NULL);
CREATE TABLE evenhand_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT evenhand_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "evenhand_schema" VALUES('0001');
CREATE TABLE marks (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_marks PRIMARY KEY (name)
);
INSERT INTO "marks" VALUES('secret','kept-secret-of-the-released-store-000000000',1779000000000);
INSERT INTO "marks" VALUES('alerts','catalog-b',1779000000000);
CREATE TABLE requests (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	address TEXT NOT NULL, 
	preferences TEXT NOT NULL, 
	wording TEXT NOT NULL, 
	network TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	handled_at BIGINT
);
INSERT INTO "requests" VALUES(1,'','','','n',1779000000000,1779000000001);
INSERT INTO "requests" VALUES(2,'new@example.org','{}','L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂','n',1779000000000,NULL);
CREATE TABLE senders (
	id TEXT NOT NULL, 
	started_at BIGINT NOT NULL, 
	CONSTRAINT pk_senders PRIMARY KEY (id)
);
INSERT INTO "senders" VALUES('1f2e3d4c5b6a7988',1779000000000);
CREATE TABLE subscribers (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	address TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	state TEXT NOT NULL, 
	preferences TEXT NOT NULL, 
	wording TEXT NOT NULL, 
	network TEXT NOT NULL, 
	secret TEXT NOT NULL, 
	asked_at BIGINT NOT NULL, 
	consented_at BIGINT, 
	bounces INTEGER DEFAULT '0' NOT NULL, 
	suspended_because TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_subscribers_folded UNIQUE (folded)
);
INSERT INTO "subscribers" VALUES(1,'Reader.1@example.org','reader.1@example.org','active','{"topics":["prices"]}','L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂','n','secret-1',1779000000001,1779000000005,0,'');
INSERT INTO "subscribers" VALUES(2,'Reader.2@example.org','reader.2@example.org','pending','{}','L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂','n','secret-2',1779000000002,NULL,0,'');
INSERT INTO "subscribers" VALUES(4,'Reader.4@example.org','reader.4@example.org','suspended','{}','L’été: "quotes", ''single'', 50 % \ back
line	tab 模型 🙂','n','secret-4',1779000000004,1779000000006,3,'550 no such mailbox');
CREATE INDEX ix_requests_waiting ON requests (handled_at, id);
CREATE INDEX ix_subscribers_state ON subscribers (state, id);
CREATE INDEX ix_deliveries_waiting ON deliveries (state, not_before, id);
CREATE INDEX ix_deliveries_sender ON deliveries (sender, state);
CREATE INDEX ix_deliveries_subscriber ON deliveries (subscriber);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('requests',2);
INSERT INTO "sqlite_sequence" VALUES('subscribers',4);
INSERT INTO "sqlite_sequence" VALUES('deliveries',4);
COMMIT;
