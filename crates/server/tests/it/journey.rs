//! From creation to a signed webhook.
