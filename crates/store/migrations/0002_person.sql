-- Who a person is, how an applicant came, what a client asks one person for, and the person's own page.

ALTER TABLE applicant ADD COLUMN client_reference TEXT;
ALTER TABLE applicant ADD COLUMN origin TEXT NOT NULL DEFAULT '{}';
ALTER TABLE applicant ADD COLUMN person TEXT NOT NULL DEFAULT '{}';
ALTER TABLE applicant ADD COLUMN person_key TEXT;
ALTER TABLE applicant ADD COLUMN person_id TEXT;
ALTER TABLE applicant ADD COLUMN history TEXT NOT NULL DEFAULT '{}';
-- Each index ends in the order that its queries ask for: otherwise SQLite walks the whole tenant in that order instead.
CREATE INDEX applicant_listing ON applicant (tenant_id, created_at, external_id);
CREATE INDEX applicant_listing_reference ON applicant (tenant_id, client_reference, created_at, external_id);
CREATE INDEX applicant_listing_email ON applicant (tenant_id, email_folded, created_at, external_id);
CREATE INDEX applicant_listing_phone ON applicant (tenant_id, phone_e164, created_at, external_id);
CREATE INDEX applicant_person_key ON applicant (tenant_id, person_key, created_at, external_id);
CREATE INDEX applicant_person ON applicant (tenant_id, person_id, created_at, external_id);

CREATE INDEX delivery_applicant ON delivery (tenant_id, applicant_id);

ALTER TABLE step ADD COLUMN request TEXT;
ALTER TABLE session ADD COLUMN purpose TEXT NOT NULL DEFAULT 'verify';

CREATE TABLE inquiry (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  status TEXT NOT NULL,
  ip TEXT,
  picture TEXT,
  report TEXT,
  place TEXT,
  expires_at BIGINT NOT NULL,
  answered_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, id)
);
CREATE UNIQUE INDEX inquiry_reference ON inquiry (tenant_id, reference);
CREATE INDEX inquiry_created ON inquiry (tenant_id, applicant_id, created_at, id);

CREATE TABLE push_subscription (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, endpoint)
);

-- The latest report of a person's device, as it was sent.
CREATE TABLE device_report (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  report TEXT NOT NULL,
  place TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id)
);
