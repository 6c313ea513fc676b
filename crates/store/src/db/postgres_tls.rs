//! TLS to a PostgreSQL server: the certificate is verified, by the machine's trust or by a named file.

use std::{path::Path, sync::Arc};

use domain::{Error, Result};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connector that trusts the certificates in the PEM file `roots`, or else those that the machine trusts.
pub(super) fn connector(roots: Option<&Path>) -> Result<MakeRustlsConnect> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?;
    let builder = match roots {
        Some(path) => builder.with_root_certificates(read(path)?),
        None => builder
            .with_platform_verifier()
            .map_err(|error| Error::Unavailable(error.to_string()))?,
    };
    Ok(MakeRustlsConnect::new(builder.with_no_client_auth()))
}

fn read(path: &Path) -> Result<RootCertStore> {
    let unusable = |error: &dyn std::fmt::Display| {
        let text = format!("cannot be used: {}: {error}", path.display());
        Error::invalid("sslrootcert", domain::Reason::Other(text))
    };
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unusable(&error))? {
        let certificate = certificate.map_err(|error| unusable(&error))?;
        store.add(certificate).map_err(|error| unusable(&error))?;
    }
    if store.is_empty() {
        return Err(unusable(&"it holds no certificate"));
    }
    Ok(store)
}
