#!/usr/bin/env bash
# Makes sure that PostgreSQL 15 or newer is on this machine, for the tests on a native cluster. Installs it as root
# on systems with apt or dnf; anywhere else says what is missing and fails, so that nothing is skipped unseen.
set -euo pipefail

find_postgres() {
  ls -d /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres 2>/dev/null || true
  command -v postgres || true
}

is_new_enough() {
  local program version
  for program in $(find_postgres); do
    version=$("$program" --version | sed -E 's/.*\) ([0-9]+).*/\1/')
    [ "$version" -ge 15 ] && [ -x "$(dirname "$program")/initdb" ] && return 0
  done
  return 1
}

if is_new_enough; then exit 0; fi
# --only-look: say by the exit code whether it is there, install nothing.
if [ "${1:-}" = --only-look ]; then exit 1; fi

if [ "$(id -u)" != 0 ]; then
  echo '没有找到 PostgreSQL 15 或以上版本，请先安装。PostgreSQL 15 or newer is missing: please install it.' >&2
  exit 1
fi
if command -v apt-get >/dev/null; then
  apt-get update -qq
  # Its own cluster would be started and never used.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
elif command -v dnf >/dev/null; then
  dnf install -y -q postgresql-server postgresql-contrib
fi

is_new_enough || {
  echo '本系统的软件源没有 PostgreSQL 15 或以上版本。This system offers no PostgreSQL 15 or newer.' >&2
  exit 1
}
