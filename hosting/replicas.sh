#!/usr/bin/env bash
# Three copies of the page behind nginx, on the ports 7860 (nginx's) to 7863:
# hosting/replicas.sh [ANOTHER_FIRST_PORT]
# A copy that ends is started again. Ctrl-C ends all.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin  # where Debian has nginx
first=${1:-7860}
folder=$(mktemp -d)

keep_running() {
  trap 'kill "$app" && wait "$app"; exit' TERM
  while true; do
    GRADIO_SERVER_PORT=$1 GRADIO_TEMP_DIR=$folder/$1 python app.py &
    app=$!
    wait "$app" || sleep 1
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
