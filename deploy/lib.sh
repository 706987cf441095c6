# What the commands in deploy/ share. Use: . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck shell=bash

DEPLOY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Settings of this installation, which Compose reads as well.
ENV_FILE=$DEPLOY/.env
# Held by a backup or a restore drill.
# shellcheck disable=SC2034 # of deploy/backup and deploy/restore-drill
BACKUP_LOCK=$DEPLOY/.backup.lock

say() { echo "→ $1"; }
warn() { echo "! $1" >&2; }
fail() {
  echo "✗ $1" >&2
  exit "${2:-1}"
}

need_root() { [[ $EUID -eq 0 ]] || fail "run this as root: sudo $0 …" 2; }

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }
install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  # Without a network it would go on with old lists, and try each package of them.
  apt-get update -qq -o APT::Update::Error-Mode=any && apt-get install -y -qq --no-install-recommends "$@"
}

# Runs Docker Compose on this installation's files and project, which `.env` names. As a plugin, or as the program of older systems.
compose() (
  cd "$DEPLOY" || exit
  if docker compose version >/dev/null 2>&1; then exec docker compose "$@"; fi
  exec docker-compose "$@"
)

# Runs a command in a running container of a service, whatever its number: after a release it is not 1, which is all that older versions
# of Compose look for. Usage: in_service SERVICE COMMAND…
in_service() {
  local container terminal=-i
  container=$(docker ps --quiet --filter "label=com.docker.compose.project=$(setting COMPOSE_PROJECT_NAME deploy)" \
    --filter "label=com.docker.compose.service=$1" | head -n 1)
  [[ -n $container ]] || fail "$1 does not run: deploy/compose ps --all"
  [[ ! -t 0 || ! -t 1 ]] || terminal=-it
  docker exec "$terminal" "$container" "${@:2}"
}

# Prints a setting: of the environment, as in Compose, else of `.env`. Usage: setting NAME [DEFAULT]
setting() {
  if [[ -n ${!1-} ]]; then printf '%s\n' "${!1}"; else kept_setting "$@"; fi
}
kept_setting() {
  local line=
  [[ -r $ENV_FILE ]] && line=$(grep -E "^$1=" "$ENV_FILE" | tail -n 1)
  if [[ -n $line ]]; then printf '%s\n' "${line#*=}"; else printf '%s\n' "${2-}"; fi
}

# Changes a setting, or adds it. Others and comments stay. Usage: keep_setting NAME VALUE
keep_setting() {
  local name=$1 value=$2 new
  [[ $value != *$'\n'* ]] || fail "the value of $name has several lines"
  [[ -e $ENV_FILE ]] || install -m 600 /dev/null "$ENV_FILE"
  [[ $(kept_setting "$name" $'\n') != "$value" ]] || return 0
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

# Writes a secret from the standard input. A file that exists keeps its inode, because running containers have mounted that, and is
# written in one go; readers ignore the moment in which it is empty. Where secrets are sealed, the sealed copy is first.
# Usage: keep_secret NAME
keep_secret() (
  set -e
  folder=$(secrets_folder)
  install -d -m 700 -o 1001 -g 1001 "$folder"
  if is_sealed; then lock_seal; fi
  new=$(mktemp "$folder/.new.XXXXXX")
  cat >"$new"
  chown 1001:1001 "$new" && chmod 600 "$new"
  if is_sealed; then seal_with "$new" "$1"; fi
  if [[ -e $folder/$1 ]]; then
    cat "$new" >"$folder/$1"
    rm "$new"
  else
    mv "$new" "$folder/$1"
  fi
)

# Removes a secret. Usage: drop_secret NAME
drop_secret() (
  set -e
  if is_sealed; then lock_seal; fi
  rm -f "$(secrets_folder)/$1"
  if is_sealed; then seal_folder; fi
)

# --- sealed at rest (deploy/seal) ----------------------------------------------------------------------------------------------

# In memory: gone when the machine is off.
OPENED=/run/chitlaq/secrets
SEALED=/etc/chitlaq/secrets.age
# Opens the sealed file. Not in any backup of ours.
SEAL_KEY=/etc/chitlaq/seal.key

is_sealed() { [[ $(secrets_folder) == "$OPENED" && -e $SEAL_KEY ]]; }

# One writer at a time, until the end of the subshell.
lock_seal() {
  exec 8>"${OPENED%/*}/.lock"
  flock 8
}

# Seals the folder as it is, whole or not at all. Usage: seal_folder [FOLDER]
seal_folder() {
  local new
  new=$(mktemp "$SEALED.XXXXXX")
  tar -C "${1:-$OPENED}" --exclude='./.new.*' -cf - . | age --encrypt --recipient "$(age-keygen -y "$SEAL_KEY")" >"$new"
  chmod 600 "$new"
  sync "$new"
  mv "$new" "$SEALED"
}

# Seals the folder with one file replaced. Usage: seal_with FILE NAME
seal_with() {
  local copy
  copy=$(mktemp -d "${OPENED%/*}/.seal.XXXXXX")
  cp -a "$OPENED/." "$copy/" && cp -a "$1" "$copy/$2"
  seal_folder "$copy"
  rm -rf "$copy"
}
