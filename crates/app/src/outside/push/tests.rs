//! The standard's own example, what a browser reads, what a push service checks.

use super::*;
use p256::ecdsa::{VerifyingKey, signature::Verifier};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// RFC 8291, section 5 and appendix A.
const READER_PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const READER_PUBLIC: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const SENDER_PRIVATE: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
const SALT: &str = "DGv6ra1nlYgDCS1FRnbzlw";
const PLAIN: &[u8] = b"When I grow up, I want to be a watermelon";
const BODY: &str = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml\
    mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
    pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

fn bytes<const N: usize>(text: &str) -> [u8; N] {
    BASE64.decode(text).unwrap().try_into().unwrap()
}

pub(crate) fn browser(endpoint: &str) -> PushSubscription {
    PushSubscription {
        endpoint: endpoint.to_owned(),
        p256dh: READER_PUBLIC.to_owned(),
        auth: AUTH.to_owned(),
    }
}

/// What the browser does: the reverse, from its own private key.
fn decrypt(body: &[u8]) -> Option<Vec<u8>> {
    let (salt, rest) = body.split_at_checked(16)?;
    let (size, rest) = rest.split_at_checked(5)?;
    let (sender, sealed) = rest.split_at_checked(PUBLIC_BYTES)?;
    if size != [0, 0, 16, 0, 65] {
        return None;
    }
    let reader = SecretKey::from_slice(&bytes::<32>(READER_PRIVATE)).ok()?;
    let shared = reader.diffie_hellman(&PublicKey::from_sec1_bytes(sender).ok()?);
    let info = [
        &b"WebPush: info\0"[..],
        &reader.public_key().to_sec1_bytes(),
        sender,
    ]
    .concat();
    let secret = derived(&bytes::<16>(AUTH), shared.raw_secret_bytes(), &info);
    let key: [u8; 16] = derived(salt, &secret, b"Content-Encoding: aes128gcm\0")[..16]
        .try_into()
        .ok()?;
    let nonce: [u8; 12] = derived(salt, &secret, b"Content-Encoding: nonce\0")[..12]
        .try_into()
        .ok()?;
    let mut record = Aes128Gcm::new(&key.into()).decrypt(&nonce.into(), sealed).ok()?;
    (record.pop()? == LAST_RECORD).then_some(record)
}

#[test]
fn the_example_of_the_standard_comes_out_byte_for_byte() {
    let body = encrypt(
        &browser("https://push.example.net/p/1"),
        PLAIN,
        &bytes(SENDER_PRIVATE),
        &bytes(SALT),
    );
    assert_eq!(BASE64.encode(body.unwrap()), BODY);
}

#[test]
fn any_message_that_fits_is_read_and_no_other_is_sent() {
    let to = browser("https://push.example.net/p/1");
    for length in [0, 1, 100, PLAIN_BYTES_MAX] {
        let plain = vec![7; length];
        let body = encrypt(&to, &plain, &[9; 32], &[3; 16]).unwrap();
        assert!(body.len() <= RECORD_BYTES);
        assert_eq!(decrypt(&body).unwrap(), plain);
        for at in [0, 20, 30, body.len() - 1] {
            let mut changed = body.clone();
            changed[at] ^= 1;
            assert_eq!(decrypt(&changed), None, "byte {at}");
        }
    }
    assert!(encrypt(&to, &vec![7; PLAIN_BYTES_MAX + 1], &[9; 32], &[3; 16]).is_err());
    assert!(
        encrypt(&to, b"", &[0; 32], &[3; 16]).is_err(),
        "zero is no private key"
    );
}

#[test]
fn a_subscription_is_checked_before_it_is_kept() {
    let json = |endpoint: &str, p256dh: &str, auth: &str| {
        json!({ "endpoint": endpoint, "expirationTime": null, "keys": { "p256dh": p256dh, "auth": auth } })
            .to_string()
    };
    let endpoint = "https://push.example.net/p/1";
    let read = |text: &str| subscription(text.as_bytes(), false);
    let kept = read(&json(endpoint, READER_PUBLIC, AUTH)).unwrap();
    assert_eq!(kept, browser(endpoint));
    let padded = read(&json(endpoint, READER_PUBLIC, &format!("{AUTH}==")));
    assert_eq!(padded.unwrap(), kept);
    let off_the_curve = READER_PUBLIC.replace("BCVx", "BCVy");
    for refused in [
        json("http://push.example.net/p/1", READER_PUBLIC, AUTH),
        json("javascript:alert(1)", READER_PUBLIC, AUTH),
        json(endpoint, &off_the_curve, AUTH),
        json(endpoint, "", AUTH),
        json(endpoint, READER_PUBLIC, "AAAA"),
        json(endpoint, READER_PUBLIC, "?"),
        "{}".into(),
        "[]".into(),
        String::new(),
    ] {
        assert!(read(&refused).is_err(), "{refused}");
    }
}

#[test]
fn the_token_names_the_service_and_us_and_ends_within_a_day() {
    let key = PushKey::try_new(&[5; 32]).unwrap();
    let now = Timestamp::from_millis(1_751_630_477_228);
    let endpoint = "https://push.example.net:8443/p/1?x=y";
    let header = vapid_header(&key, endpoint, Some("https://verify.acme.example"), now).unwrap();
    let (token, public) = header
        .strip_prefix("vapid t=")
        .unwrap()
        .split_once(", k=")
        .unwrap();
    assert_eq!(public, key.public_text());
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let verifier = VerifyingKey::from_sec1_bytes(&BASE64.decode(public).unwrap()).unwrap();
    let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
    assert!(verifier.verify(signed.as_bytes(), &signature).is_ok());
    assert!(
        verifier
            .verify(signed.to_uppercase().as_bytes(), &signature)
            .is_err()
    );
    let claims = BASE64.decode(signed.split_once('.').unwrap().1).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["aud"], "https://push.example.net:8443");
    assert_eq!(claims["sub"], "https://verify.acme.example");
    let lives = claims["exp"].as_i64().unwrap() - now.as_millis() / 1_000;
    assert!((1..=24 * 3_600).contains(&lives), "{lives}");
    assert!(vapid_header(&key, "nowhere", None, now).is_err());
}

#[test]
fn the_token_of_the_standard_verifies_as_ours_do() {
    // RFC 8292, section 2.4.
    let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1M\
        jM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrE\
        rtmysazNjjvW2L9OkSSHzvoD1oA";
    let public = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let verifier = VerifyingKey::from_sec1_bytes(&BASE64.decode(public).unwrap()).unwrap();
    let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
    assert!(verifier.verify(signed.as_bytes(), &signature).is_ok());
    let header = signed.split_once('.').unwrap().0;
    let key = PushKey::try_new(&[5; 32]).unwrap();
    let ours = vapid_header(&key, "https://push.example.net", None, Timestamp::from_millis(0)).unwrap();
    assert!(ours.starts_with(&format!("vapid t={header}.")));
}

#[test]
fn a_key_is_made_again_of_its_bytes() {
    let key = PushKey::try_new(&[5; 32]).unwrap();
    let again = PushKey::try_new(&key.to_bytes()).unwrap();
    assert_eq!(again.public_text(), key.public_text());
    assert_eq!(BASE64.decode(key.public_text()).unwrap().len(), PUBLIC_BYTES);
    assert!(PushKey::try_new(&[0; 32]).is_none() && PushKey::try_new(&[0xff; 32]).is_none());
}

/// Answers one request with a status, and returns its head and body.
pub(crate) async fn push_service(listener: &TcpListener, status: &str) -> (String, Vec<u8>) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    loop {
        let read = stream.read_buf(&mut request).await.unwrap();
        assert!(read > 0, "the request breaks off");
        let end = request.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(end) = end else { continue };
        let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.unwrap().parse().unwrap();
        if request.len() == end + 4 + length {
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            return (head, request.split_off(end + 4));
        }
    }
}

#[tokio::test]
async fn a_push_service_on_loopback_reads_the_headers_and_its_browser_the_message() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let key = PushKey::try_new(&[5; 32]).unwrap();
    let sender = |allows_loopback| Sender {
        key: &key,
        subject: None,
        now: Timestamp::from_millis(1_751_630_477_228),
        ephemeral: [9; 32],
        salt: [3; 16],
        allows_loopback,
    };
    let message = PushMessage {
        plain: b"{}",
        lives_for: Duration::from_secs(300),
        topic: "inquiry-1\r\nx: y",
    };
    for (status, expected) in [
        ("201 Created", Pushed::Accepted),
        ("404 Not Found", Pushed::Gone),
        ("410 Gone", Pushed::Gone),
        ("429 Too Many Requests", Pushed::Later("HTTP 429: ".into())),
        ("403 Forbidden", Pushed::Refused("HTTP 403: ".into())),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let to = browser(&format!("http://{}/p/1", listener.local_addr().unwrap()));
        let refused = send(&sender(false), &to, message).await.unwrap();
        assert!(matches!(refused, Pushed::Later(why) if why.contains("not public")));
        let allowed = sender(true);
        let (pushed, (head, body)) =
            tokio::join!(send(&allowed, &to, message), push_service(&listener, status));
        assert_eq!(pushed.unwrap(), expected);
        assert_eq!(decrypt(&body).unwrap(), message.plain);
        for line in [
            "content-encoding: aes128gcm",
            "ttl: 300",
            "urgency: high",
            "topic: inquiry-1xy",
            "authorization: vapid t=",
        ] {
            assert!(
                head.lines().any(|found| found.starts_with(line)),
                "{line} in {head}"
            );
        }
    }
}
