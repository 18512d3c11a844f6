#!/usr/bin/env bash
# Whether the service is ready: the management port answers 200. Needs nothing but bash, for images come without curl.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r status <&3
case $status in
  *' 200 '*) ;;
  *) exit 1 ;;
esac
