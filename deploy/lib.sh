# What the commands in deploy/ share. Use: . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck shell=bash

DEPLOY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Settings of this installation, which Compose reads as well.
ENV_FILE=$DEPLOY/.env

say() { echo "→ $1"; }
warn() { echo "! $1" >&2; }
fail() {
  echo "✗ $1" >&2
  exit "${2:-1}"
}

need_root() { [[ $EUID -eq 0 ]] || fail "run this as root: sudo $0 …" 2; }

# Runs Docker Compose on this installation's files and project, which `.env` names. As a plugin, or as the program of older systems.
compose() (
  cd "$DEPLOY" || exit
  if docker compose version >/dev/null 2>&1; then exec docker compose "$@"; fi
  exec docker-compose "$@"
)

# Prints a setting. Usage: setting NAME [DEFAULT]
setting() {
  local line=
  [[ -r $ENV_FILE ]] && line=$(grep -E "^$1=" "$ENV_FILE" | tail -n 1)
  if [[ -n $line ]]; then printf '%s\n' "${line#*=}"; else printf '%s\n' "${2-}"; fi
}

# Changes a setting, or adds it. Others and comments stay. Usage: keep_setting NAME VALUE
keep_setting() {
  local name=$1 value=$2 new
  [[ $value != *$'\n'* ]] || fail "the value of $name has several lines"
  touch "$ENV_FILE" && chmod 600 "$ENV_FILE"
  [[ $(setting "$name" $'\n') != "$value" ]] || return 0
  new=$(mktemp "$ENV_FILE.XXXXXX")
  { grep -vE "^$name=" "$ENV_FILE" || true; } >"$new"
  printf '%s=%s\n' "$name" "$value" >>"$new"
  chmod 600 "$new"
  mv "$new" "$ENV_FILE"
}

# The folder of secrets, each a file that user 1001 alone may read.
secrets_folder() {
  local folder
  folder=$(setting SECRETS_DIR ./secrets)
  case $folder in /*) printf '%s\n' "$folder" ;; *) printf '%s\n' "$DEPLOY/${folder#./}" ;; esac
}

# Writes a secret from the standard input, whole or not at all. Usage: keep_secret NAME
keep_secret() {
  local folder new
  folder=$(secrets_folder)
  install -d -m 700 -o 1001 -g 1001 "$folder"
  new=$(mktemp "$folder/.new.XXXXXX")
  cat >"$new"
  chown 1001:1001 "$new" && chmod 600 "$new"
  mv "$new" "$folder/$1"
}
