# Sourced by ./run and ./test: what both need to know about a Debian or Ubuntu machine.
# Installs only what is missing, and says so before it does.
# shellcheck shell=bash

say() { printf '\n==> %s\n' "$*" >&2; }

fail() {
    printf '\nerror: %s\n' "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command as root: directly, or through sudo. Without a terminal sudo must not wait for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo && [ -t 0 ]; then
        sudo "$@"
    elif has sudo; then
        sudo -n "$@" || fail "'sudo $*' failed: run it in a terminal, or run this script as root"
    else
        fail "root is needed for '$*' and there is no sudo: run that command as root, then start again"
    fi
}

apt_lists_fresh=no

# apt_install PACKAGE…: installs through apt; the package lists are refreshed once in a run.
apt_install() {
    has apt-get || fail "this machine has no apt-get; install the counterparts of: $*"
    say "Installing through apt: $*"
    if [ "$apt_lists_fresh" = no ]; then
        as_root apt-get update -qq || say "The package lists could not be refreshed; trying with the present ones"
        apt_lists_fresh=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >&2 || fail "apt could not install: $*"
}

# The bundled SQLite and the TLS primitives are C: a compiler and the C library's headers must work.
c_compiler_works() {
    has cc && printf '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n' |
        cc -x c -o /dev/null - 2>/dev/null
}

need_c_compiler() {
    c_compiler_works || apt_install gcc libc6-dev
    c_compiler_works || fail "the C compiler 'cc' still cannot build a program; look at: cc --version"
}

# Cargo fetches the dependencies over HTTPS.
need_certificates() {
    [ -e /etc/ssl/certs/ca-certificates.crt ] || apt_install ca-certificates
}

# The oldest compiler that builds the workspace, as its manifest says.
rust_version_needed() { sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1; }

need_rust() {
    local needed found
    needed=$(rust_version_needed)
    has cargo || PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
    has cargo || fail "cargo was not found: install Rust $needed or newer (https://rustup.rs), then start again"
    found=$(rustc --version 2>/dev/null | cut -d ' ' -f 2 | cut -d - -f 1) ||
        fail "rustc does not start: install Rust $needed or newer (with rustup: rustup default stable)"
    [ "$(printf '%s\n%s\n' "$needed" "$found" | sort -V | head -n 1)" = "$needed" ] ||
        fail "Rust $found is too old: $needed or newer is needed (with rustup: rustup update stable)"
}

# A relative CARGO_TARGET_DIR means what it meant where the caller stood.
target_dir() {
    case "${CARGO_TARGET_DIR:-}" in
        '') printf '%s/target\n' "$1" ;;
        /*) printf '%s\n' "$CARGO_TARGET_DIR" ;;
        *) printf '%s/%s\n' "$2" "$CARGO_TARGET_DIR" ;;
    esac
}
