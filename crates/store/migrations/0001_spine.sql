-- Tenants, applicants and all that belongs to them. One text for SQLite and PostgreSQL: see docs/dialect.md.
-- Times are milliseconds since 1970 in UTC; flags are 0 and 1; JSON is text that is never filtered on.

CREATE TABLE tenant (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('sandbox', 'live')),
  is_blocked BIGINT NOT NULL CHECK (is_blocked IN (0, 1)),
  modules TEXT NOT NULL,
  settings TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE credential (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  api TEXT NOT NULL,
  label TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  hint TEXT NOT NULL,
  expires_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX credential_key_hash ON credential (key_hash);

CREATE TABLE endpoint (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  api TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  sealed_secrets BYTEA NOT NULL,
  failing_since BIGINT,
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE questionnaire (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  content TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id, version)
);

CREATE TABLE flow (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  number BIGINT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX flow_name ON flow (tenant_id, name);
CREATE UNIQUE INDEX flow_number ON flow (tenant_id, number);

CREATE TABLE applicant (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  status TEXT NOT NULL,
  version BIGINT NOT NULL,
  events BIGINT NOT NULL,
  email TEXT,
  email_folded TEXT,
  phone TEXT,
  phone_e164 TEXT,
  language TEXT,
  full_name TEXT,
  search_text TEXT NOT NULL,
  birth_on TEXT,
  supplied TEXT NOT NULL,
  device TEXT,
  review TEXT,
  consented_at BIGINT,
  submitted_at BIGINT,
  deletion_at BIGINT,
  held_by TEXT,
  held_until BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX applicant_external_id ON applicant (tenant_id, external_id);
CREATE INDEX applicant_queue ON applicant (tenant_id, status, submitted_at, id);
CREATE INDEX applicant_created ON applicant (tenant_id, created_at, id);
CREATE INDEX applicant_email ON applicant (tenant_id, email_folded);
CREATE INDEX applicant_phone ON applicant (tenant_id, phone_e164);

CREATE TABLE step (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  service TEXT NOT NULL,
  is_on_demand BIGINT NOT NULL CHECK (is_on_demand IN (0, 1)),
  position BIGINT NOT NULL,
  status TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  attempts_max BIGINT NOT NULL,
  input TEXT NOT NULL,
  reason TEXT,
  public_comment TEXT,
  internal_comment TEXT,
  decided_by TEXT,
  decided_at BIGINT,
  submitted_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, id)
);

CREATE TABLE file (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  sealed_key BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, id)
);
CREATE INDEX file_sha256 ON file (tenant_id, sha256);

CREATE TABLE session (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  locale TEXT,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, id)
);

CREATE TABLE code (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, id)
);

CREATE TABLE event (
  tenant_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  actor TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, applicant_id, sequence)
);
CREATE UNIQUE INDEX event_id ON event (tenant_id, id);
CREATE INDEX event_at ON event (tenant_id, at);

CREATE TABLE delivery (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  applicant_id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  event_name TEXT NOT NULL,
  body BYTEA NOT NULL,
  headers TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  lease_owner TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX delivery_event ON delivery (tenant_id, endpoint_id, event_id);
CREATE INDEX delivery_order ON delivery (tenant_id, endpoint_id, applicant_id, status, sequence);
CREATE INDEX delivery_due ON delivery (status, next_at);
CREATE INDEX delivery_created ON delivery (tenant_id, created_at, id);

CREATE TABLE delivery_attempt (
  tenant_id TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  status BIGINT,
  latency_ms BIGINT NOT NULL,
  error TEXT,
  answer TEXT NOT NULL,
  PRIMARY KEY (tenant_id, delivery_id, number)
);

CREATE TABLE job (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  work TEXT NOT NULL,
  subject TEXT NOT NULL,
  position BIGINT NOT NULL,
  status TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  lease_owner TEXT NOT NULL,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX job_due ON job (status, run_at);
CREATE INDEX job_subject ON job (tenant_id, subject, kind, position);

CREATE TABLE mail (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  applicant_id TEXT,
  recipient TEXT NOT NULL,
  template TEXT NOT NULL,
  sealed_content BYTEA NOT NULL,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX mail_created ON mail (tenant_id, created_at, id);
CREATE INDEX mail_applicant ON mail (tenant_id, applicant_id);

CREATE TABLE officer (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  number BIGINT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT,
  sealed_totp BYTEA,
  totp_step BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  locked_until BIGINT,
  invitation_hash TEXT,
  invitation_expires_at BIGINT,
  disabled_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX officer_email ON officer (email_folded);
CREATE UNIQUE INDEX officer_number ON officer (tenant_id, number);
CREATE UNIQUE INDEX officer_invitation ON officer (invitation_hash);

CREATE TABLE officer_session (
  tenant_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  second_factor_at BIGINT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  PRIMARY KEY (tenant_id, token_hash)
);
CREATE INDEX officer_session_officer ON officer_session (tenant_id, officer_id);

CREATE TABLE audit_head (
  tenant_id TEXT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE audit (
  tenant_id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (tenant_id, sequence)
);

CREATE TABLE idempotency (
  tenant_id TEXT NOT NULL,
  credential_id TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  sealed_outcome BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, credential_id, idempotency_key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE installation (
  name TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL
);
