#!/usr/bin/env bash
# Everything that `npm test` means: the static checks, the database tests on PostgreSQL, then all tests on PGlite.
# The last line of the last run tells how many passed and failed.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run check:static
if [ "${CI:-}" = true ] || scripts/ensure-postgresql.sh --only-look; then
  scripts/test-native.sh
else
  echo '没有 PostgreSQL 15 或以上版本，数据库测试只在内置数据库上运行。No PostgreSQL 15 or newer here: database tests run on the embedded one only.' >&2
fi
npx vitest run
