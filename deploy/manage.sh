#!/bin/sh
# manage.py of the live place, with the deployment's settings, as the newsroom's account:
#
#   ln -s /srv/newsroom/live/deploy/manage.sh /usr/local/bin/newsroom
#   newsroom doctor
#
# ENV_FILE  default /etc/newsroom.env        PLACE  default /srv/newsroom/live
# ACCOUNT   default newsroom
set -eu
set -a
NEWSROOM_ENV=production
. "${ENV_FILE:-/etc/newsroom.env}"
set +a
cd "${PLACE:-/srv/newsroom/live}"
if [ "$(id -u)" = 0 ]; then
    exec runuser -u "${ACCOUNT:-newsroom}" -- .venv/bin/python manage.py "$@"
fi
exec .venv/bin/python manage.py "$@"
