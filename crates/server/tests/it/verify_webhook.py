"""Verifies a webhook with the public standardwebhooks package, and that a changed body is refused."""
import json
import sys

from standardwebhooks.webhooks import Webhook

secret, headers, body = json.load(sys.stdin)
Webhook(secret).verify(body, headers)
try:
    Webhook(secret).verify(body + " ", headers)
except Exception:
    sys.exit(0)
sys.exit("a changed body was taken")
