#!/usr/bin/env bash
# The tests that use a database, once more on the machine's own PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/ensure-postgresql.sh
mapfile -t files < <(grep -rlE 'openTestDatabase|isNativeAsked' --include='*.test.ts' server/src)
GONGKAI_TEST_DATABASE=native npx vitest run "${files[@]}"
