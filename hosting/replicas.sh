#!/usr/bin/env bash
# Three copies of the page behind nginx, on the ports 7860 (nginx's) to 7863:
# hosting/replicas.sh [ANOTHER_FIRST_PORT [SECONDS]]
# A copy that ends is started again; so is one that has answered once and then three
# times does not say how it is. It is asked every so many SECONDS, and has five more to
# answer. Ctrl-C ends all.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin  # where Debian has nginx
first=${1:-7860}
seconds=${2:-10}
folder=$(mktemp -d)

health() {  # of a port: 200, 503 where it cannot do all its work, or nothing
  exec 3<> "/dev/tcp/127.0.0.1/$1"
  printf 'GET /lenet1/health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  read -r -t $((seconds + 5)) _ status _ <&3 && echo "$status"
}

watch() {  # port, process
  answered=false missed=0
  while sleep "$seconds"; do
    status=$( (health "$1") 2> /dev/null) || status=
    if test "$status" = 503; then
      echo "replicas.sh: the copy at $1 is not well: see /lenet1/health" >&2
    fi
    if test -n "$status"; then
      answered=true missed=0
    elif $answered && test $((++missed)) = 3; then
      kill -KILL "$2"  # one that hangs hears nothing else
    fi
  done
}

keep_running() {
  trap 'kill "$app" "$watch" && wait "$app"; exit' TERM
  while true; do
    GRADIO_SERVER_PORT=$1 GRADIO_TEMP_DIR=$folder/$1 python app.py &
    app=$!
    watch "$1" "$app" &
    watch=$!
    wait "$app" || sleep 1
    kill "$watch"
  done
}

trap 'kill $(jobs -p); wait; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
for copy in 1 2 3; do
  keep_running $((first + copy)) &
done
for number in 0 1 2 3; do
  ports+=(-e "s/:786$number\b/:$((first + number))/")
done
sed "${ports[@]}" hosting/nginx.conf > "$folder/nginx.conf"
nginx -p "$folder" -c "$folder/nginx.conf" -e stderr -g "daemon off;" &
wait $!
