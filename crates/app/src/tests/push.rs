//! One key pair for push messages, whichever node makes it, and nobody reads it in the database.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};

use super::House;

#[tokio::test]
async fn the_push_key_is_made_once_and_kept_sealed() {
    let house = House::new().await;
    let (one, other) = tokio::join!(house.app.push_public_key(), house.app.push_public_key());
    let public = one.unwrap();
    assert_eq!(public, other.unwrap(), "two that start together keep one key");
    assert_eq!(house.app.push_public_key().await.unwrap(), public);
    assert_eq!(BASE64.decode(&public).unwrap().len(), 65);
    let private = house.app.push_key().await.unwrap().to_bytes();
    let dump = house.dump().await;
    assert!(dump.contains("push_key"));
    assert!(!dump.contains(&hex::encode(private)) && !dump.contains(&BASE64.encode(private)));
}
