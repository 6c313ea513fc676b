//! `--lan`: HTTPS on the local network with a certificate made on the spot, because phones open their camera only over HTTPS.

use std::net::{IpAddr, SocketAddr, UdpSocket};

use anyhow::{Context, Result};
use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

use crate::{settings::Settings, tls};

/// Changes the settings to listen on the local network, and makes the certificate.
///
/// # Errors
/// When this machine has no address in a local network.
pub fn prepare(settings: &mut Settings) -> Result<TlsAcceptor> {
    let address = local_address()?;
    let port = settings.listen.port();
    settings.listen = SocketAddr::new(IpAddr::from([0, 0, 0, 0]), port);
    settings.public_url = format!("https://{address}:{port}");
    let names = vec![
        address.to_string(),
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
    ];
    let made = rcgen::generate_simple_self_signed(names).context("certificate")?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der())
        .map_err(|problem| anyhow::anyhow!(problem))?;
    // Marks that every connection is TLS, so that plain HTTP is not refused as such.
    settings.tls_certificate = "made on the spot".to_owned();
    tls::acceptor(vec![made.cert.der().clone()], key)
}

/// The address by which others in the local network reach this machine. No packet is sent to find it out.
fn local_address() -> Result<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").context("local network")?;
    // A documentation address: choosing the route is all that connecting a datagram socket does.
    socket
        .connect("192.0.2.1:9")
        .context("this machine has no way into a local network")?;
    Ok(socket.local_addr()?.ip())
}

/// A QR code for the terminal.
///
/// # Errors
/// When the text is too long for one.
pub fn qr(text: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).context("QR code")?;
    Ok(code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build())
}
