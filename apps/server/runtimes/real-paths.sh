#!/bin/sh
# Gives one process /var/task, /opt and /tmp of its own: run as root of a user namespace with a mount namespace, it puts
# together a root folder from what is there, moves into it as the user it was, and becomes the program.
#
#   real-paths.sh ROOT TASK TMP RUNTIMES NODE UID GID [LAYER...] -- PROGRAM [ARGUMENT...]
#
# ROOT: an empty folder. RUNTIMES and NODE appear as /var/runtime and /var/lang/bin/node, because where they are may be hidden
# by the folders above. Of a file that several layers have, the last layer's counts.
set -eu
root=$1 task=$2 tmp=$3 runtimes=$4 node=$5 uid=$6 gid=$7
shift 7
# What the program is to find is no matter of the tools here.
its_path=${PATH-} its_libraries=${LD_LIBRARY_PATH-} its_preload=${LD_PRELOAD-}
unset LD_LIBRARY_PATH LD_PRELOAD
PATH=/usr/sbin:/usr/bin:/sbin:/bin

mount --rbind / "$root"

# /var/task is on few systems, and /var belongs to somebody else: a new /var takes over everything that the old one holds.
mount -t tmpfs -o mode=755 var "$root/var"
for entry in /var/* /var/.[!.]*; do
  new=$root$entry
  if [ -L "$entry" ]; then
    cp -P "$entry" "$new"
  elif [ -d "$entry" ]; then
    mkdir "$new"
    mount --rbind "$entry" "$new"
  elif [ -e "$entry" ]; then
    : >"$new"
    mount --bind "$entry" "$new"
  fi
done
mkdir -p "$root/var/task" "$root/var/runtime" "$root/var/lang/bin"
mount --bind "$task" "$root/var/task"
mount --bind "$runtimes" "$root/var/runtime"
: >"$root/var/lang/bin/node"
mount --bind "$node" "$root/var/lang/bin/node"

# Layers are stacked under short names of their own: an overlay's options cannot hold every path.
stack=$root/var/lang/layers
mkdir "$stack" "$stack/0" "$stack/1"
count=1
lower=1:0
while [ "$1" != -- ]; do
  count=$((count + 1))
  mkdir "$stack/$count"
  mount --bind "$1" "$stack/$count"
  lower=$count:$lower
  shift
done
shift
(cd "$stack" && mount -t overlay -o "lowerdir=$lower" opt "$root/opt")

mount --bind "$tmp" "$root/tmp"

# The second namespace gives the program its own user back, and takes every right over the mounts from it.
exec unshare --user --map-user="$uid" --map-group="$gid" --root="$root" --wd=/var/task -- \
  env PATH="$its_path" LD_LIBRARY_PATH="$its_libraries" ${its_preload:+LD_PRELOAD="$its_preload"} "$@"
