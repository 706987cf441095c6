# What deploy/release and deploy/rollback share: switching services from one version to another. After lib.sh.
# shellcheck shell=bash

LOG=$DEPLOY/releases.log
# Roles whose processes can run beside one another. Workers first: they must know the jobs that newer processes write. The gateway
# last: its routes lead to the others.
ROLLING=(worker auth feed search messaging media operations realtime web admin gateway)
# Those that Nginx reaches.
FRONT=(realtime gateway)
HEALTH_SECONDS=${HEALTH_SECONDS:-120}
PROXY_SECONDS=60
IMAGES=$(setting IMAGES chitlaq)
SITE=$(setting SITE_HOST)
PROJECT=$(setting COMPOSE_PROJECT_NAME "$(basename "$DEPLOY")")

# What this shell was started with would override `.env`.
unset VERSION POSTGRES_VERSION PGBOUNCER_VERSION VALKEY_VERSION NGINX_VERSION

# Shows what a command says only if it fails.
quietly() {
  local said=$DEPLOY/.release.out
  "$@" >"$said" 2>&1 </dev/null && return
  sed 's/^/    /' "$said" >&2
  return 1
}

record() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$1" >>"$LOG"; }
# The versions that were in service, the newest last, each once.
versions_in_service() {
  if [[ -r $LOG ]]; then awk '$2 == "done" { print $5; print $3 }' "$LOG" | tac | awk '!seen[$0]++' | tac; fi
}

image() { echo "$IMAGES/$1:$2"; }
# The version of a store, which moves only if its image or settings changed.
store_setting() { echo "${1^^}_VERSION"; }
store_version() { setting "$(store_setting "$1")" latest; }

# Two at once would undo one another.
only_one() {
  exec 9>"$DEPLOY/.release.lock"
  flock --nonblock 9 || fail 'another release is going on'
}

# --- containers ----------------------------------------------------------------------------------------------------------------

# Containers of a service, by line, oldest first. Usage: containers SERVICE [running]
containers() {
  local all=--all
  [[ ${2:-} != running ]] || all=
  # shellcheck disable=SC2086 # no option
  docker ps $all --no-trunc --format '{{.ID}}' --filter "label=com.docker.compose.project=$PROJECT" \
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False | tac
}
version_of() {
  local name
  name=$(docker inspect --format '{{.Config.Image}}' "$1")
  echo "${name##*:}"
}
# Usage: of_version SERVICE VERSION, not_of_version SERVICE VERSION
of_version() { for id in $(containers "$1"); do [[ $(version_of "$id") != "$2" ]] || echo "$id"; done; }
not_of_version() { for id in $(containers "$1"); do [[ $(version_of "$id") == "$2" ]] || echo "$id"; done; }

services_in_use() {
  local service
  for service in postgres pgbouncer valkey nginx "${ROLLING[@]}"; do
    [[ -z $(containers "$service") ]] || echo "$service"
  done
}
rolling_in_use() {
  local service
  for service in "${ROLLING[@]}"; do [[ -z $(containers "$service") ]] || echo "$service"; done
}
# Whether a release was cut off. Usage: is_unfinished VERSION_IN_SERVICE
is_unfinished() {
  local service
  for service in $(rolling_in_use); do [[ -z $(not_of_version "$service" "$1") ]] || return 0; done
  return 1
}
remove_others() {
  local service id
  for service in $(rolling_in_use); do
    for id in $(not_of_version "$service" "$1"); do docker rm --force "$id" >/dev/null; done
  done
}

# Asks with the container's own check, now: the engine asks every half minute.
is_healthy() {
  local check
  [[ $(docker inspect --format '{{.State.Running}}' "$1") == true ]] || return 1
  mapfile -t check < <(docker inspect --format '{{if .Config.Healthcheck}}{{range .Config.Healthcheck.Test}}{{println .}}{{end}}{{end}}' "$1" | sed '/^$/d')
  [[ ${check[0]:-} == CMD ]] || return 0
  docker exec "$1" "${check[@]:1}" >/dev/null 2>&1
}
# Waits until containers are healthy. One that ends and is started again is not.
wait_healthy() {
  local until=$((SECONDS + HEALTH_SECONDS)) id
  for id; do
    until is_healthy "$id"; do
      [[ $(docker inspect --format '{{.RestartCount}}' "$id") -lt 2 ]] || { complain "$id" 'ends at its start'; return 1; }
      [[ $SECONDS -lt $until ]] || { complain "$id" "is not healthy after $HEALTH_SECONDS seconds"; return 1; }
      sleep 1
    done
  done
}
complain() {
  warn "$(docker inspect --format '{{.Name}}' "$1" | tr -d /) $2. Its last lines:"
  docker logs --tail 15 "$1" 2>&1 | sed 's/^/    /' >&2
}

# --- switching -----------------------------------------------------------------------------------------------------------------

# Waits until Nginx sends requests to these containers as well.
wait_proxy() {
  local until=$((SECONDS + PROXY_SECONDS)) id address nginx
  nginx=$(containers nginx running)
  for id; do
    address=$(docker inspect --format "{{(index .NetworkSettings.Networks \"${PROJECT}_front\").IPAddress}}" "$id")
    until docker exec "$nginx" grep -qF "server $address:" /run/nginx/upstreams.conf; do
      [[ $SECONDS -lt $until ]] || { complain "$id" 'is not seen by Nginx'; return 1; }
      sleep 1
    done
  done
}

is_front() { [[ " ${FRONT[*]} " == *" $1 "* ]]; }

# Brings a service to a version: as many new containers beside the old ones, then the old ones are drained and stopped. They are kept
# until the end, so that the way back is short. Usage: switch_service SERVICE VERSION
switch_service() {
  local service=$1 version=$2 mine others wanted started
  mapfile -t mine < <(of_version "$service" "$version")
  mapfile -t others < <(not_of_version "$service" "$version")
  wanted=${#others[@]}
  [[ ${#mine[@]} -le $wanted ]] || wanted=${#mine[@]}
  started=$SECONDS
  if [[ ${#mine[@]} -lt $wanted ]]; then
    # Compose counts them, and members need them.
    docker start "${others[@]}" >/dev/null || return 1
    VERSION=$version quietly compose up --detach --no-build --no-deps --no-recreate --scale "$service=$((${#others[@]} + wanted))" "$service" ||
      return 1
    mapfile -t mine < <(of_version "$service" "$version")
  fi
  docker start "${mine[@]}" >/dev/null || return 1
  wait_healthy "${mine[@]}" || return 1
  ! is_front "$service" || wait_proxy "${mine[@]}" || return 1
  if [[ ${#others[@]} -gt 0 ]]; then docker stop "${others[@]}" >/dev/null || return 1; fi
  say "$service runs $version ($((SECONDS - started)) s)"
}

switch_all() {
  local service
  for service in $(rolling_in_use); do
    # Those that were not touched.
    [[ -n $(not_of_version "$service" "$1") || -z $(of_version "$service" "$1") ]] || continue
    switch_service "$service" "$1" && smoke_test || return 1
  done
}

# Takes back what was switched, the last first, whatever fails on the way.
return_all() {
  local service failed=0
  for service in $(rolling_in_use | tac); do
    [[ -n $(not_of_version "$service" "$1") ]] || continue
    switch_service "$service" "$1" || failed=1
  done
  smoke_test && [[ $failed == 0 ]]
}

# --- stores --------------------------------------------------------------------------------------------------------------------

# What an image of Nginx is besides the files of the apps, which are published without a restart.
proxy_of() {
  docker run --rm --network none --entrypoint /bin/bash "$1" -c \
    'dpkg-query --show; find /etc/nginx /usr/local/bin -type f -print0 | sort -z | xargs -0 sha256sum'
}

# Says why a store has to be replaced; fails if it has not. Usage: store_change SERVICE VERSION
store_change() {
  local service=$1 version=$2 id hash source target
  id=$(containers "$service")
  [[ -n $id ]] || return 1
  if [[ $service == nginx ]]; then
    [[ $(proxy_of "$(docker inspect --format '{{.Image}}' "$id")") == "$(proxy_of "$(image nginx "$version")")" ]] ||
      { echo 'its program or configuration changed'; return; }
  elif [[ $(docker inspect --format '{{.Image}}' "$id") != "$(docker image inspect --format '{{.Id}}' "$(image "$service" "$version")")" ]]; then
    echo 'its image changed'
    return
  fi
  hash=$(compose config --hash "$service") || return 1
  [[ ${hash##* } == "$(docker inspect --format '{{index .Config.Labels "com.docker.compose.config-hash"}}' "$id")" ]] ||
    { echo 'its settings in compose.yaml or .env changed'; return; }
  while read -r source target; do
    [[ -f $source && $target != /run/secrets/* ]] || continue
    docker exec "$id" cat "$target" | cmp -s - "$source" || { echo "$source changed"; return; }
  done < <(docker inspect --format '{{range .Mounts}}{{if eq .Type "bind"}}{{println .Source .Destination}}{{end}}{{end}}' "$id")
  return 1
}

# Replaces the one container of a store, or of Nginx. Usage: renew_store SERVICE VERSION
renew_store() {
  local service=$1 version=$2 id
  keep_setting "$(store_setting "$service")" "$version"
  # Sockets would keep Nginx for half a minute, in which it takes nobody new.
  [[ $service != nginx ]] || docker stop --time 2 "$(containers nginx)" >/dev/null
  quietly compose up --detach --no-build --no-deps --force-recreate "$service" || return 1
  id=$(containers "$service")
  wait_healthy "$id" || return 1
  say "$service runs $version"
}

# --- schema --------------------------------------------------------------------------------------------------------------------

# The migrations of a version, each with its objects that the previous one must not need: NAME, or NAME:NNNN with the migration since which
# nobody does.
migrations() {
  # shellcheck disable=SC2016 # expanded in the container
  docker run --rm --network none --entrypoint /bin/bash "$(image app "$1")" -c '
    cd database/migrations
    for name in *.sql; do echo "$name"; sed -nE "s/^-- contracts [^ ]+ after ([0-9]{4}): .*/$name:\1/p" "$name"; done'
}

applied_migrations() {
  docker exec "$(containers postgres running)" psql --no-align --tuples-only --dbname chitlaq --command 'select name from public.schema_migrations'
}

# --- smoke test ----------------------------------------------------------------------------------------------------------------

# Asks as a visitor, through Nginx and TLS. Usage: ask PATH WANTED_STATUS [option of curl]…
ask() {
  local path=$1 wanted=$2 status
  shift 2
  # The certificate has alerts of its own.
  status=$(curl --silent --insecure --max-time 10 --noproxy '*' --resolve "$SITE:443:127.0.0.1" --output "$DEPLOY/.release.page" \
    --write-out '%{http_code}' "$@" "https://$SITE$path") || true
  [[ $status == "$wanted" ]] || { warn "smoke test: $path answers $status, not $wanted"; return 1; }
}
# Each role answers: 401 comes from the process itself.
smoke_test() {
  local script
  ask / 200 && ask /sign-in 200 || return 1
  script=$(grep -oE '/_next/static/[^"\\ ]+\.js' "$DEPLOY/.release.page" | head -n 1)
  [[ -n $script ]] || { warn 'smoke test: the sign-in page has no script'; return 1; }
  ask "$script" 200 || return 1
  ask /ready 200 || return 1
  # Members can do without Valkey for a while; a version that cannot reach it is not released.
  ! grep -q '"status":"degraded"' "$DEPLOY/.release.page" || { warn 'smoke test: the cache or the bus does not answer'; return 1; }
  ask '/api/v1/auth/universities?q=universite' 200 || return 1
  local path
  for path in auth/me feed/home search/users?q=a conversations media/quota; do ask "/api/v1/$path" 401 || return 1; done
  docker exec "$(containers gateway running | tail -n 1)" healthy /admin || { warn 'smoke test: the administration does not answer'; return 1; }
  # An open socket is closed after a second.
  ask /ws 101 --http1.1 --max-time 1 --header 'Connection: Upgrade' --header 'Upgrade: websocket' \
    --header 'Sec-WebSocket-Version: 13' --header "Sec-WebSocket-Key: $(head -c 16 /dev/urandom | base64)" || return 1
}
