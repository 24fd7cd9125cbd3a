#!/bin/sh
# Usage: benchmarks/postgres.sh start DIR PORT | durable DIR PORT | again DIR PORT | stop DIR |
#        clone DIR PRIMARY | run DIR PORT
# A throw-away PostgreSQL server in DIR (a short path: it holds the socket). `start` prints the
# DATABASE_URL; `durable` is the same with a server that keeps all that it acknowledged, and `again`
# starts that one after it was killed. `clone` makes in DIR a replica of the server at port PRIMARY,
# `run` keeps that one in the foreground.
# Works as any user; as root the server runs as user postgres, because it refuses root.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "No PostgreSQL server found in /usr/lib/postgresql." >&2; exit 1; }
dir=$2

as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

begin() {
    cd "$dir" # where user postgres may be
    as_server "$bin/pg_ctl" -D "$dir/data" -w -s -l "$dir/log" start -o \
        "-c listen_addresses=127.0.0.1 -p $1 -k $dir $2" ||
        { cat "$dir/log" >&2; exit 1; }
    echo "postgres://kb@127.0.0.1:$1/postgres"
}
# Of `start` the data is thrown away, so nothing waits for the disk.
quick="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"

case $1 in
start | durable)
    chmod 700 "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    cd "$dir"
    as_server "$bin/initdb" -D "$dir/data" -U kb -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    [ "$1" = start ] || quick=""
    begin "$3" "$quick"
    ;;
again)
    begin "$3" ""
    ;;
clone)
    chmod 700 "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    cd "$dir"
    as_server "$bin/pg_basebackup" -d "host=127.0.0.1 port=$3 user=kb" -D "$dir/data" -R -c fast
    ;;
run)
    cd "$dir"
    set -- "$bin/postgres" -D "$dir/data" -c listen_addresses=127.0.0.1 -p "$3" -k "$dir" $quick
    [ "$(id -u)" = 0 ] || exec "$@"
    exec runuser -u postgres -- "$@"
    ;;
stop)
    cd "$dir"
    as_server "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop
    ;;
esac
